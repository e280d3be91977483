// ZIP archives for tests, and every way to damage one. Written by hand, so that the reader is not tested by itself.
import { crc32 as sum, deflateRawSync } from 'node:zlib';

const kTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
/** node has one of its own from 20.15 on. */
const crc32 = sum ?? ((bytes) => ~bytes.reduce((crc, byte) => kTable[(crc ^ byte) & 255] ^ (crc >>> 8), ~0) >>> 0);

const record = (...fields) =>
  Buffer.concat(
    fields.map(([value, length]) => {
      if (length === undefined) return Buffer.from(value);
      const bytes = Buffer.alloc(length);
      if (length === 8) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeUIntLE(value, 0, length);
      return bytes;
    }),
  );

/**
 * `entries`: {name, bytes} and, to be unusual: stored, method, flags, crc, size, packed (bytes), localName, mode, descriptor
 * (sizes behind the data), zip64. `end`: what the end record says otherwise: {entries, size, offset, disk, comment, zip64}.
 */
export function makeZip(entries, end = {}) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const bytes = Buffer.from(entry.bytes ?? '');
    const packed = entry.packed ?? (entry.stored ? bytes : deflateRawSync(bytes));
    const method = entry.method ?? (entry.stored ? 0 : 8);
    const flags = (entry.flags ?? 0x800) | (entry.descriptor ? 8 : 0);
    const crc = entry.crc ?? crc32(bytes);
    const size = entry.size ?? bytes.length;
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const late = entry.descriptor;
    const local = record(
      [0x04034b50, 4], [20, 2], [flags, 2], [method, 2], [0, 4], [late ? 0 : crc, 4],
      [late ? 0 : entry.zip64 ? 0xffffffff : packed.length, 4], [late ? 0 : entry.zip64 ? 0xffffffff : size, 4],
      [localName.length, 2], [0, 2], [localName], [packed],
      ...(late ? [[0x08074b50, 4], [crc, 4], [packed.length, 4], [size, 4]] : []),
    );
    const extra = entry.zip64 ? record([0x9999, 2], [2, 2], [7, 2], [1, 2], [24, 2], [size, 8], [packed.length, 8], [offset, 8]) : Buffer.alloc(0);
    const limit = (value) => (entry.zip64 ? 0xffffffff : value);
    directory.push(
      record(
        [0x02014b50, 4], [entry.mode ? 0x031e : 20, 2], [20, 2], [flags, 2], [method, 2], [0, 4], [crc, 4], [limit(packed.length), 4],
        [limit(size), 4], [name.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [((entry.mode ?? 0) << 16) >>> 0, 4],
        [limit(entry.offset ?? offset), 4], [name], [extra],
      ),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = end.entries ?? entries.length;
  const place = end.offset ?? offset;
  const size = end.size ?? central.length;
  const comment = Buffer.from(end.comment ?? '');
  const zip64 = end.zip64
    ? record(
        [0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8], [size, 8], [place, 8],
        [0x07064b50, 4], [0, 4], [offset + central.length, 8], [1, 4],
      )
    : Buffer.alloc(0);
  const short = (value) => (end.zip64 ? 0xffff : value & 0xffff);
  return Buffer.concat([
    ...parts,
    central,
    zip64,
    record(
      [0x06054b50, 4], [end.disk ?? 0, 2], [0, 2], [short(count), 2], [short(count), 2], [end.zip64 ? 0xffffffff : size, 4],
      [end.zip64 ? 0xffffffff : place, 4], [comment.length, 2], [comment],
    ),
  ]);
}
