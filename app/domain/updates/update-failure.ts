/** What electron-updater says when what came is not what was announced, or not from us. */
const distrusted = ['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE', 'ERR_UPDATER_INVALID_UPDATE_INFO']

/** One sentence for people about an update that did not work out. The log has the rest. */
export function updateFailureSentence(code: string | undefined): string {
  return code !== undefined && distrusted.includes(code)
    ? 'A new version came, but not as it was published. It was thrown away and nothing was changed.'
    : 'New versions could not be asked for. The next attempt is made in some hours.'
}
