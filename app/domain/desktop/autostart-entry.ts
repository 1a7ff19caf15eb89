/**
 * What a Linux desktop starts with the session: a file of
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/ for its autostart folder.
 *
 * @param program  Absolute.
 */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Inductiva Desktop',
    `Exec=${quoted(program)} --hidden`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** First as an argument, where % begins a code, then as a text of the file, where each backslash is written twice. */
function quoted(argument: string): string {
  const escaped = argument.replaceAll(/["`$\\]/g, sign => `\\${sign}`).replaceAll('%', '%%')
  return `"${escaped.replaceAll('\\', '\\\\')}"`
}
