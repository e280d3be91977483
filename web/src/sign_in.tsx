// Signing in: one person's way from the name that Okta sends to an account, and what Egnyte has beside the metadata.
import { useEffect, useState } from 'preact/hooks';
import { Empty, Message, Table, Wide } from './bits';
import type { AskPeople, Check, PeoplePage, PersonStory, Reason, Setup } from './types';
import { attributes, endStates, fits, kindTitle, plural, reasonOf } from './words';

const kListed = 8;
const kSearchDebounce = 150;

export function Reasons({ reasons }: { reasons: Reason[] }) {
  return (
    <ul class="reasons">
      {reasons.map((reason, index) => (
        <li key={index}>
          <Message text={reason.message} /> <span class="quiet mono">{reason.code}</span>
        </li>
      ))}
    </ul>
  );
}

export function SignIn({ ask, load, setup, check, people, row }: { ask: AskPeople; load: (row: number) => Promise<PersonStory>; setup: Setup; check: Check; people: number; row: number | null }) {
  if (!people && !isStated(setup)) {
    return (
      <Empty title="Needs people or the metadata">
        <p>Add the assignments or the people, and the metadata of the Egnyte app; this page then shows each person’s way into Egnyte.</p>
      </Empty>
    );
  }
  return (
    <div class="sign-in">
      {people > 0 && <OnePerson ask={ask} load={load} check={check} row={row} />}
      <Values setup={setup} now={check.now} />
    </div>
  );
}

function OnePerson({ ask, load, check, row }: { ask: AskPeople; load: (row: number) => Promise<PersonStory>; check: Check; row: number | null }) {
  const [text, setText] = useState('');
  const [page, setPage] = useState<PeoplePage | null>(null);
  const [story, setStory] = useState<PersonStory | null>(null);
  const [failure, setFailure] = useState('');
  const say = (error: unknown) => setFailure(reasonOf(error));
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => void ask({ text: text.trim(), sort: 'signIn' }, 0, kListed).then((answer) => current && setPage(answer), (error) => current && say(error)),
      text ? kSearchDebounce : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, check, text]);
  const shown = row ?? page?.rows[0]?.row ?? null;
  useEffect(() => {
    if (shown === null) return;
    let current = true;
    setFailure('');
    load(shown).then((answer) => current && setStory(answer), (error) => current && say(error));
    return () => {
      current = false;
    };
  }, [check, shown]);
  const locked = page?.counts.signIn['failed'] ?? 0;
  return (
    <section aria-labelledby="one-title">
      <h2 id="one-title">One person</h2>
      <div class="one-person">
        <div>
          <label>
            Find a person
            <input type="search" value={text} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
          </label>
          <ul>
            {page?.rows.map((one) => (
              <li key={one.row}>
                <a href={`#sign-in/${one.row}`} {...(one.row === shown ? { 'aria-current': 'true' as const } : {})}>
                  <bdi>{one.name || one.login}</bdi> <span class={`s-${one.endState}`}>{endStates[one.endState].label}</span>
                </a>
              </li>
            ))}
          </ul>
          <p class="quiet" role="status">
            {page && (page.matching > page.rows.length ? `The first ${page.rows.length} of ${plural(page.matching, 'person', 'people')}; type to narrow them down.` : page.matching ? '' : 'Nobody has these words.')}
            {page && !text && ` ${plural(locked, 'sign-in fails', 'sign-ins fail')}.`}
          </p>
        </div>
        <div>
          {failure && <p class="failure">This person could not be loaded: {failure}</p>}
          {story && (
            <>
              <h3>
                <a href={`#people/${shown}`}>
                  <bdi>{story.user.name ?? story.user.login}</bdi>
                </a>
              </h3>
              <Thread story={story} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}

/** NameID, what Egnyte compares it with, and the account that opens. `besides`: reasons that are on show already. */
export function Thread({ story, besides = [] }: { story: PersonStory; besides?: Reason[] }) {
  const signIn = story.signIn;
  const reasons = signIn?.reasons.filter(({ code, message }) => !besides.some((one) => one.code === code && one.message === message)) ?? [];
  if (!signIn) return <p class="quiet">Nobody signs in as this person in these events.</p>;
  if (signIn.status === 'skipped') {
    return (
      <>
        <Reasons reasons={reasons} />
        {!signIn.reasons.length && <p>Signs in without SSO.</p>}
      </>
    );
  }
  const { nameId, key, account, comparedWith } = signIn;
  const own = (story.egnyteUser?.['userName'] as string | undefined) ?? null;
  const others = account !== null && !account.own;
  const compared = nameId === null || key === null ? 'open' : nameId.toLowerCase() === key.toLowerCase() ? 'fits' : 'broken';
  const opens = account ? (others ? 'broken' : 'fits') : own === null || compared === 'broken' ? 'broken' : 'open';
  const word = { fits: 'is', broken: 'is not', open: 'unknown' };
  return (
    <>
      <ol class="thread">
        <li class="box">
          <span class="quiet">Okta sends as NameID</span>
          <span class="mono">{nameId ?? 'unknown'}</span>
        </li>
        <li class={`link ${compared}`}>
          <span aria-hidden="true">{{ fits: '=', broken: '≠', open: '?' }[compared]}</span>
          <span>{word[compared]}</span>
        </li>
        <li class="box">
          <span class="quiet">Egnyte compares it with</span>
          <span class="mono">{key ?? (own === null ? 'no account' : 'unknown')}</span>
          <span class="quiet">
            {comparedWith === null ? 'Default user mapping: not stated' : comparedWith === 'idpUserId' ? 'the account’s own IdP username' : `Default user mapping: ${attributes[comparedWith] ?? comparedWith}`}
          </span>
        </li>
        <li class={`link ${opens}`}>
          <span aria-hidden="true">{{ fits: '→', broken: others ? '→' : '✗', open: '?' }[opens]}</span>
          <span>{account ? 'opens' : opens === 'broken' ? 'opens none' : 'unknown'}</span>
        </li>
        <li class={`box ${others ? 'wrong' : ''}`}>
          <span class="quiet">Egnyte account</span>
          <span class="mono">{account?.userName ?? own ?? 'none'}</span>
          {others ? <strong class="fails">another person’s account</strong> : <span class="quiet">{own !== null ? 'the person’s own' : ''}</span>}
        </li>
      </ol>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      {signIn.missing.length > 0 && (
        <p class="quiet">
          Unknown until you give: {signIn.missing.map(kindTitle).join(', ')} (<a href="#scenario">Scenario</a>)
        </p>
      )}
    </>
  );
}

const isStated = ({ signOn }: Setup): boolean => signOn.some(({ metadata, egnyte }) => metadata !== null || egnyte !== null);

/** Nothing where neither side is known. */
export function Values({ setup, now }: { setup: Setup; now: string | null }) {
  if (!isStated(setup)) return null;
  return (
    <section aria-labelledby="values-title">
      <h2 id="values-title">Metadata and Egnyte</h2>
      <p class="quiet">
        What Egnyte has now is stated under <a href="#scenario">Scenario</a>
        {setup.defaultUserMapping ? `; Default user mapping: ${setup.defaultUserMapping}.` : '; the Default user mapping is not stated.'}
      </p>
      <Wide heading="values-title">
        <Table heads={['Field in Egnyte', 'In the metadata', 'In Egnyte', 'Fit']} look="calendar values">
          {setup.signOn.map((one) => (
            <tr key={one.label}>
              <th scope="row">{one.label}</th>
              <Side value={one.metadata} ends={one.metadataEnds} now={now} />
              <Side value={one.egnyte} ends={one.egnyteEnds} now={now} />
              <td class={`fit-${one.fit}`}>
                <strong>
                  <span aria-hidden="true">{fits[one.fit].mark}</span> {fits[one.fit].label}
                </strong>
                {one.problem && (
                  <p>
                    <Message text={one.problem} />
                  </p>
                )}
              </td>
            </tr>
          ))}
        </Table>
      </Wide>
    </section>
  );
}

function Side({ value, ends, now }: { value: string | null; ends: string | null; now: string | null }) {
  const ended = ends !== null && now !== null && ends <= now;
  return (
    <td>
      {value === null ? <span class="quiet">not known</span> : <code>{value}</code>}
      {ends && (
        <p class={ended ? 'fails' : 'quiet'}>
          {ended ? '✗ ended on' : 'ends on'} {ends.slice(0, 10)}
        </p>
      )}
    </td>
  );
}
