// The card to type from: field names as Egnyte shows them, each value with a copy button.
import { Copy, Empty } from './bits';
import type { Check } from './types';

export function EgnyteSettings({ check }: { check: Check }) {
  const card = check.egnyteSettings;
  if (!card) {
    const how = check.missing.find(({ kind }) => kind === 'saml-idp-metadata')?.how;
    return (
      <Empty title="Needs the identity provider metadata">
        <p>Give Okta’s metadata file for the Egnyte app, and what to type into Egnyte stands here field by field.</p>
        {how && <p class="quiet">{how}</p>}
      </Empty>
    );
  }
  return (
    <section class="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">What to type into Egnyte</h2>
      <p class="quiet">Settings › Configuration › Security &amp; Authentication › Single sign-on. Compare what stands there with these values.</p>
      <dl class="card-fields">
        {card.fields.map(({ label, value }) => {
          const long = (value?.length ?? 0) > 120;
          return (
            <div key={label} class={long ? 'field long' : 'field'}>
              <dt>{label}</dt>
              <dd>
                {value === null || value === '' ? <span class="quiet">not in these files</span> : <code tabIndex={long ? 0 : undefined}>{value}</code>}
                {value && <Copy text={value} what={label} />}
              </dd>
            </div>
          );
        })}
        {card.certificateSha256 && (
          <div class="field">
            <dt>Certificate SHA-256</dt>
            <dd>
              <code>{card.certificateSha256}</code>
              <Copy text={card.certificateSha256} what="Certificate SHA-256" />
            </dd>
          </div>
        )}
        {card.notAfter && (
          <div class="field">
            <dt>Certificate valid until</dt>
            <dd>{card.notAfter.slice(0, 10)}</dd>
          </div>
        )}
      </dl>
      {card.severalSigningKeys && <p>The metadata lists several signing keys. Egnyte takes one certificate: the one Okta signs with now.</p>}
    </section>
  );
}
