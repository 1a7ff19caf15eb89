/** English texts about newer versions of the program. */
export const updatesText = {
  section: 'Updates',
  version: 'This is version {{version}}.',
  check: 'Look for new versions',
  checkExplanation:
    'Twice a day the page where versions are published is asked. Nothing about you, your account or your tasks is sent.',
  checkNow: 'Look now',
  restart: 'Restart to update',
  news: 'What’s new…',
  state: {
    never: 'Not looked since the start.',
    upToDate: 'There was no newer one {{time}}.',
    checking: 'Looking…',
    found: 'Version {{version}} is there. It is fetched once nothing is being downloaded.',
    fetching: 'Fetching version {{version}}: {{percent}}.',
    ready: 'Version {{version}} is ready. It is installed when you restart or quit.',
    waiting: 'Version {{version}} is ready. It can be installed once nothing is being downloaded.',
  },
  lack: {
    'web-shell': 'It is updated where it was started: fetch the newer sources there, and start it again.',
    'from-sources': 'It was started from its sources, and is updated with them.',
    'package-manager': 'It was installed by the system’s package manager, which updates it as well.',
    'by-hand': 'It was not installed, so it is not updated by itself: put a newer one in its place.',
    'no-source': 'It was built without an address to ask for newer ones.',
  },
  ask: {
    question: 'Shall Inductiva Desktop look for new versions of itself?',
    explanation: 'Twice a day the page where they are published is asked. Nothing about you or your tasks is sent.',
    yes: 'Yes, look for them',
    no: 'No',
  },
  banner: {
    ready: 'Version {{version}} of Inductiva Desktop is ready.',
    later: 'Later',
  },
  newsTitle: 'What’s new',
  newsClose: 'Close',
  newsVersion: 'Version {{version}}',
  newsUnreleased: 'In this version',
} as const
