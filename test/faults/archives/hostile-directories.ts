import { buildZip, u32 } from '../../fakes/zip-builder.ts'
import { isDamaged, zipOf, type HostileArchive } from './hostile-archive.ts'

const good = { files: { 'good.txt': 'good' }, told: [] } as const
const endRecordBytes = 22

/** Lists of entries that are cut off, lie about themselves, or are not there. */
export const hostileDirectories: Readonly<Record<string, HostileArchive>> = {
  'calls a directory beyond the file damaged': isDamaged({
    end: { directoryOffset: 900_000, directoryBytes: 900_000 },
  }),
  'calls a directory longer than the file damaged': isDamaged({ end: { directoryBytes: 0x7fffffff } }),
  'calls a directory with fewer entries than stated damaged': isDamaged({ end: { count: 3 } }),
  'calls a directory with more entries than stated damaged': isDamaged({ end: { count: 1 } }),
  'calls a directory for 60,000 entries in 100 bytes damaged': isDamaged({ end: { count: 60_000 } }),
  'calls an archive without its end damaged': isDamaged(bytes => bytes.subarray(0, -endRecordBytes)),
  'calls an archive cut in the middle of its end damaged': isDamaged(bytes => bytes.subarray(0, -5)),
  'calls an archive with a hole in its directory damaged': isDamaged(bytes => {
    const at = bytes.lastIndexOf(u32(0x02014b50))
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 20)])
  }),
  'calls an archive with half a directory damaged': isDamaged(bytes => {
    const at = bytes.lastIndexOf(u32(0x02014b50))
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(-endRecordBytes)])
  }),

  'calls zip64 with too many entries damaged': isDamaged({ isZip64: true, zip64: { count: 2 ** 50 } }),
  'calls zip64 with too large a directory damaged': isDamaged({ isZip64: true, zip64: { directoryBytes: 2 ** 52 } }),
  'calls zip64 with a record beyond the file and none in its place damaged': isDamaged(bytes => {
    const zip64 = buildZip([{ name: 'a', data: 'a' }], { isZip64: true, zip64: { recordOffset: 2 ** 40 } })
    zip64.fill(0, zip64.lastIndexOf(u32(0x06064b50)), zip64.lastIndexOf(u32(0x07064b50)))
    return bytes.length > 0 ? zip64 : bytes
  }),

  'calls a web page what it is': {
    bytes: () => Buffer.from('<!doctype html><title>Log in</title>'.padEnd(5_000)),
    outcome: { failure: 'archive-not-zip' },
  },
  'takes no end record out of a comment': {
    bytes: () =>
      buildZip([{ name: 'artifacts/' }, { name: 'artifacts/good.txt', data: 'good' }], { comment: fakeEnd() }),
    outcome: good,
  },
  'finds an archive behind something else': {
    bytes: () => Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'.padEnd(700, '#')), zipOf()]),
    outcome: good,
  },
}

/** An end record of an empty archive whose own comment would reach beyond the file. */
function fakeEnd(): Buffer {
  return Buffer.concat([u32(0x06054b50), Buffer.alloc(16), Buffer.from([0xff, 0x7f])])
}
