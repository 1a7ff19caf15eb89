/** English texts of comparisons: of a folder with an archive, of a zip with itself. */
export const checkText = {
  title: { folder: 'Verify the files of {{title}}', zip: 'Verify the zip of {{title}}' },
  close: 'Close',
  starting: 'Starting to compare…',
  queued: 'Waiting for another comparison to end…',
  reading: 'Reading the list of files in the archive…',
  progress: 'Progress of the comparison',
  running: {
    folder: '{{files}} of {{totalFiles}} files compared, {{bytes}} of {{totalBytes}}',
    zip: '{{files}} of {{totalFiles}} entries checked, {{bytes}} of {{totalBytes}}',
  },
  stop: 'Stop',
  again: 'Verify again',
  where: 'In {{path}}',

  good: {
    folder_one: 'The {{formatted}} file is the same as in the archive: size and checksum match.',
    folder_other: 'All {{formatted}} files are the same as in the archive: size and checksum match.',
    zip_one: 'The {{formatted}} entry of the zip is sound: size and checksum match.',
    zip_other: 'All {{formatted}} entries of the zip are sound: size and checksum match.',
  },
  nothingToCompare: 'There is no file to compare in this selection.',
  bad: {
    folder: '{{same}} of {{total}} files are the same as in the archive.',
    zip: '{{same}} of {{total}} entries of the zip are sound.',
  },
  refused_one: '{{formatted}} entry can never be saved on a disk and was left out.',
  refused_other: '{{formatted}} entries can never be saved on a disk and were left out.',
  extra_one: '{{formatted}} file in the folder is not of this archive. It was left alone.',
  extra_other: '{{formatted}} files in the folder are not of this archive. They were left alone.',
  notFetched: 'Nothing was downloaded or changed.',

  show: 'Show',
  all: 'All {{formatted}}',
  ofKind: '{{kind}} {{formatted}}',
  kind: {
    missing: 'Missing',
    size: 'Other size',
    content: 'Other content',
    occupied: 'Not a file',
    unreadable: 'Unreadable',
    damaged: 'Damaged',
    extra: 'Extra',
  },
  table: 'Differences, one row per file',
  column: { kind: 'What', path: 'File', archived: 'In the archive', local: 'On the disk', why: 'What is wrong' },
  notThere: 'not there',
  firstOnly: 'Only the first {{formatted}} are listed.',

  fetch: {
    files_one: 'Fetch {{formatted}} file…',
    files_other: 'Fetch {{formatted}} files…',
    zip: 'Fetch the zip again…',
  },
  confirm: {
    title: 'Fetch what differs?',
    takes_one: '{{formatted}} file is fetched: {{takes}}.',
    takes_other: '{{formatted}} files are fetched: {{takes}}.',
    takesZip: 'The whole zip is fetched: {{takes}}. It may turn out that it is damaged in the cloud as well.',
    replaces_one: '{{formatted}} of them takes the place of what is there now in {{path}}. What is there now is lost.',
    replaces_other: '{{formatted}} of them take the place of what is there now in {{path}}. What is there now is lost.',
    replacesZip: 'It takes the place of {{path}}.',
    replacesNothing: 'Nothing that is there now in {{path}} is replaced.',
    leavesFolders: 'A folder that has the name of a file stays, and that file is left out.',
    leavesExtra: 'Files that are not of this archive stay.',
    back: 'Back',
    fetch: 'Fetch',
    replace: 'Fetch and replace',
  },

  folder: {
    title: 'Verify a folder',
    about: 'Compares the files of a folder with this archive, by size and checksum, without downloading them.',
    aboutPart:
      'Compares the files of a folder with what is ticked in this archive, by size and checksum, without downloading them.',
    folder: 'Folder',
    folderOf: 'Folder on {{host}}',
    start: 'Verify',
    cancel: 'Cancel',
    open: 'Verify a folder…',
  },
} as const

/** English texts of the question about files in the way. */
export const conflictsText = {
  title: 'Files in the way: {{title}}',
  about_one: 'Everything else is there. {{formatted}} file in {{folder}} differs from the one in the archive.',
  about_other: 'Everything else is there. {{formatted}} files in {{folder}} differ from those in the archive.',
  table: 'Files in the way, one row per file',
  column: { path: 'File', local: 'There now', archived: 'In the archive' },
  gone: 'gone by now',
  folder: 'A folder',
  answer: 'What becomes of all of them',
  takes: 'To fetch, at most: {{takes}}',
  answers: { 'skip-identical': 'Keep what is there', replace: 'Replace', 'keep-both': 'Keep both' },
  help: {
    'skip-identical': 'The files of the archive are not downloaded.',
    replace: 'The files of the archive take their place. What is there now is lost. A folder of the same name stays.',
    'keep-both': 'The files of the archive get a number in their names.',
  },
  later: 'Decide later',
  decide: { 'skip-identical': 'Keep what is there', replace: 'Replace them', 'keep-both': 'Keep both' },
} as const
