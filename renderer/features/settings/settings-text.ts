/** English texts of the settings. */
export const settingsText = {
  title: 'Settings',
  close: 'Close',
  scheme: {
    label: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
  },
  folder: {
    label: 'Download folder',
    explanation: 'Downloads land in inductiva_output, one folder for each task, on {{hostName}}.',
    choose: 'Choose…',
  },
  price: {
    label: 'Price of downloaded data, US$ per GB',
    explanation: 'Used to estimate what a download costs. About what the service charges for bytes leaving the cloud.',
  },
} as const
