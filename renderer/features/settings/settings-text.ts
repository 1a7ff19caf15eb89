/** English texts of the settings. */
export const settingsText = {
  title: 'Settings',
  close: 'Close',
  sections: 'Parts of the settings',
  general: 'General',
  downloads: 'Downloads',
  scheme: {
    label: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
  },
  windowAndTray: 'Window and tray',
  switches: {
    showTray: {
      label: 'Show an icon in the tray',
      explanation: 'Says at a glance what runs, what is being downloaded, and what failed.',
    },
    closeToTray: {
      label: 'Keep running when the window is closed',
      explanation: 'Downloads and notices go on. Quit in the menu or in the tray ends the program.',
    },
    askBeforeQuit: {
      label: 'Ask before quitting while something is being downloaded',
      explanation: 'Downloads go on at the next start either way.',
    },
    keepAwake: {
      label: 'Keep this computer awake while something is being downloaded',
      explanation: 'Its screen may go dark. It sleeps as usual once nothing is downloaded, or all downloads wait.',
    },
    openAtLogin: {
      label: 'Start when I log in',
      explanation: 'Without a window, where the tray or the Dock can open it.',
    },
  },
  folder: {
    label: 'Download folder',
    explanation: 'Downloads land in inductiva_output, one folder for each task, on {{hostName}}.',
    choose: 'Choose…',
  },
  template: {
    label: 'Folder of a task, below inductiva_output',
    example: 'For example: {{folder}}',
    placeholders: 'Placeholders: {{list}}',
    usual: 'As usual',
  },
  favourites: {
    label: 'Favourite folders',
    explanation: 'Files are dropped on them or saved to them from the Files tab, without a dialog.',
    name: 'Name of {{path}}',
    remove: 'Remove {{name}} from the favourites',
    add: 'Add a folder…',
  },
  speed: {
    legend: 'Download speed',
    all: 'All downloads together, at most',
    allExplanation: 'Holds at once, also for what is being downloaded. Leave empty to download as fast as it goes.',
    none: 'No limit',
    now: 'Now: {{speed}}.',
    nowHours: 'Now: {{speed}}, until {{time}} by the hours above.',
  },
  hours: {
    label: 'Hours with another limit',
    explanation: 'By the clock of {{hostName}}. Hours that end before they begin last into the next day.',
    remove: 'Remove {{hours}}',
    add: 'Add hours…',
    addDo: 'Add',
    from: 'From',
    to: 'To',
    speed: 'At most',
    days: 'Beginning on',
    everyDay: 'Every day',
    allDay: 'all day',
  },
  price: {
    label: 'Price of downloaded data, US$ per GB',
    explanation: 'Used to estimate what a download costs. About what the service charges for bytes leaving the cloud.',
    impossible: 'From 0 to {{highest}} US$. Until then the price stays as it was.',
  },
} as const
