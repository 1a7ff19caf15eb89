/** English texts of the ledger: what was fetched, and what was not. */
export const ledgerText = {
  title: 'Costs and savings',
  close: 'Close',
  loading: 'Adding up…',
  empty: 'Nothing was fetched yet. Whatever you look into or download is counted here from the first byte on.',
  thisMonth: 'This month',
  ever: 'Since the beginning',
  fetched: 'Fetched',
  cost: 'Cost',
  avoided: 'Not fetched',
  saved: 'Saved',
  price: 'Now at about {{price}} per GB. What was fetched before keeps the price of its day.',
  changePrice: 'Change the price…',

  tabs: { months: 'By month', tasks: 'By task' },
  monthsTable: 'What was fetched, by month',
  month: 'Month',
  tasksTable: 'What was fetched, by task',
  task: 'Task',
  tasksOf: 'Months',
  allMonths: 'All months',
  noTasks: 'Nothing was fetched in this month.',
  unknownTask: 'A task that is not in the list any more',

  export: 'Export as CSV',
  exported: 'Saved in the download folder: {{path}}',
  exportedOn: 'Saved in the download folder on {{hostName}}: {{path}}',
  copyPath: 'Copy the path',

  what: {
    title: 'What counts?',
    fetched:
      '{{fetched}}: every byte of an archive that the cloud storage sent to this computer and that arrived: downloads, lists of files, previews and searches, also what had to be fetched twice. It is counted in the month in which it came and never changes.',
    avoided:
      '{{avoided}}: what you would have fetched in addition if you had taken whole archives. An archive counts from the first download of it that is done, and counts once: its size, less everything ever fetched of it. Who fetches more of it later has avoided less. Only looking into an archive avoids nothing.',
    left: 'Left out are the overhead of the network, what was still on its way when a connection was given up, and downloads from the terminal or with other programs.',
    money:
      'Money is an estimate: bytes times the price per GB (1,000,000,000 bytes) in the settings at that time. A program that is killed forgets its last second.',
  },
} as const
