/** Where the app's pages live. Only they may call the core. */
export const pageScheme = 'app'
export const appOrigin = `${pageScheme}://desktop`

/** Where contents of archives live, apart from the pages: they are untrusted. */
export const entryScheme = 'entry'
export const entryOrigin = `${entryScheme}://contents`
