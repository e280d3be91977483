// From drops, pickers and pastes to a flat list of given files. Reads names only; bytes stay on disk.
import type { GivenFile } from './types';

const kMaxFiles = 2000;
const kMaxDepth = 32;

/** Inside folders the same rule as on the command line: hidden files and Markdown are not exports. */
function wantedInFolder(name: string): boolean {
  return !name.startsWith('.') && !/\.md$/i.test(name);
}

/** The name in every sentence of the page: without characters that cannot be seen and turn the text around them. */
const visible = (name: string): string => name.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function walk(roots: FileSystemEntry[]): Promise<GivenFile[]> {
  const found: GivenFile[] = [];
  const open = roots.map((entry) => ({ entry, depth: 0 }));
  while (open.length && found.length < kMaxFiles) {
    const { entry, depth } = open.shift()!;
    if (depth > 0 && !wantedInFolder(entry.name)) continue;
    const name = visible(entry.fullPath.replace(/^\//, ''));
    if (entry.isFile) {
      found.push({ name, blob: await fileOf(entry as FileSystemFileEntry) });
    } else if (depth < kMaxDepth) {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      // readEntries gives at most 100 at a time; an empty batch ends it.
      for (let batch = await readBatch(reader); batch.length; batch = await readBatch(reader)) {
        open.push(...batch.map((child) => ({ entry: child, depth: depth + 1 })));
      }
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Everything in a drop. The entries must be taken before the first await: the transfer is emptied after the event. */
export function fromDrop(transfer: DataTransfer): Promise<GivenFile[]> {
  const entries: FileSystemEntry[] = [];
  const loose: GivenFile[] = [];
  for (const item of Array.from(transfer.items)) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    const file = item.getAsFile();
    if (entry?.isDirectory) entries.push(entry);
    else if (file) loose.push({ name: visible(file.name), blob: file });
  }
  if (!entries.length && !loose.length) {
    const text = transfer.getData('text/plain');
    return Promise.resolve(text.trim() ? [fromText(text, 'dropped')] : []);
  }
  return walk(entries).then((inFolders) => [...loose, ...inFolders]);
}

export function fromPicker(list: Iterable<File>): GivenFile[] {
  return Array.from(list)
    .map((file) => ({ name: visible(file.webkitRelativePath || file.name), blob: file }))
    .filter(({ name }) => !name.includes('/') || name.split('/').every((part) => wantedInFolder(part)))
    .slice(0, kMaxFiles);
}

let pasted = 0;

export function fromText(text: string, how = 'pasted'): GivenFile {
  const first = text.trimStart()[0] ?? '';
  const ending = first === '<' ? 'xml' : first === '{' || first === '[' ? 'json' : 'txt';
  pasted += 1;
  return { name: `${how}-${pasted}.${ending}`, blob: new Blob([text], { type: 'text/plain' }) };
}

/** Lists of which several files are pages: those of one name are all kept. */
const lists = new Set(['okta-users', 'okta-app-users', 'okta-app-groups', 'okta-groups', 'okta-group-members', 'egnyte-users', 'egnyte-groups', 'users-csv', 'rockstar-csv', 'okta-system-log']);

async function same(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size) return false;
  const kPiece = 1 << 20;
  for (let at = 0; at < a.size; at += kPiece) {
    const [one, other] = await Promise.all([a, b].map(async (blob) => new Uint8Array(await blob.slice(at, at + kPiece).arrayBuffer())));
    if (one!.some((byte, i) => byte !== other![i])) return false;
  }
  return true;
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  const dot = name.lastIndexOf('.') > name.lastIndexOf('/') + 1 ? name.lastIndexOf('.') : name.length;
  for (let number = 2; ; number++) {
    const candidate = `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    if (!taken.has(candidate)) return candidate;
  }
}

export interface Joined {
  files: GivenFile[];
  replaced: string[];
  /** Given again with the same content, or a page of a list of the same name. */
  repeated: string[];
  kept: string[];
}

/**
 * A file of the same name and content is the same file; with other content it replaces the older one in its place, except
 * for lists, whose pages people save under one name. `kindsOf` says what the older one is.
 */
export async function join(old: GivenFile[], added: GivenFile[], kindsOf: (name: string) => string[]): Promise<Joined> {
  const byName = new Map(old.map((file) => [file.name, file]));
  const before = new Set(byName.keys());
  const result: Joined = { files: [], replaced: [], repeated: [], kept: [] };
  for (const file of added) {
    const older = byName.get(file.name);
    if (!older) {
      byName.set(file.name, file);
    } else if (await same(older.blob, file.blob).catch(() => false)) {
      result.repeated.push(file.name);
    } else if (!before.has(file.name) || kindsOf(file.name).some((kind) => lists.has(kind))) {
      const name = freeName(file.name, byName);
      byName.set(name, { name, blob: file.blob });
      result.kept.push(name);
    } else {
      byName.set(file.name, file);
      before.delete(file.name);
      result.replaced.push(file.name);
    }
  }
  result.files = [...byName.values()];
  return result;
}

/** A file of the same name replaces the older one in its place. */
export function merge(old: GivenFile[], added: GivenFile[]): GivenFile[] {
  const byName = new Map(old.map((file) => [file.name, file]));
  for (const file of added) byName.set(file.name, file);
  return [...byName.values()];
}
