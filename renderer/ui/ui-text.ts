/** English texts of the building blocks. */
export const uiText = {
  copy: 'Copy',
  copied: 'Copied',
  details: 'Details',
  dismiss: 'Dismiss',
  loading: 'Loading…',
  progressUnknown: 'working',
  remedy: {
    retry: 'Try again',
    'sign-in': 'Sign in',
    'choose-folder': 'Choose a folder',
    'decide-conflicts': 'Decide…',
    none: 'Close',
  },
  resize: 'Resize',
  rowCount_one: '{{formatted}} row',
  rowCount_other: '{{formatted}} rows',
  speed: { none: 'No limit', suffix: ' MB/s', impossible: 'From 0.01 to 100,000 MB/s' },
  unexpected: 'Something went wrong in this window. Try again; if it happens again, restart the app.',
} as const
