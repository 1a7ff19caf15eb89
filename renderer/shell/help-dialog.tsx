import { Kbd, Modal, Switch, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CommandName } from '../../app/contract/commands.ts'
import { acceleratorText } from '../../app/domain/desktop/accelerator.ts'
import { keysOfCommand } from '../../app/domain/desktop/command-keys.ts'
import { WhatsNewButton } from '../features/updates/whats-new-button.tsx'
import type { resources } from './i18n.ts'
import { isMac } from './is-mac.ts'
import { useSingleKeys } from './use-single-keys.ts'

type HelpTexts = (typeof resources)['shell']['help']

/** In the order of the list: commands with their keys, and keys that belong to a list or a field. */
const shortcuts: readonly (readonly [name: keyof HelpTexts, accelerators: readonly string[]])[] = [
  ...ofCommands('search', 'refresh'),
  ['move', ['↑', '↓', 'Home', 'End']],
  ['open', ['Enter']],
  ['select', ['Space', 'Shift+↑', 'Shift+↓', 'CommandOrControl+A']],
  ['copyId', ['CommandOrControl+C']],
  ['tabs', keysOfAll('showOverview', 'showFiles', 'showMetadata')],
  ...ofCommands('download', 'openArchive', 'kill', 'transfers', 'pauseTransfer'),
  ['queue', ['Alt+↑', 'Alt+↓']],
  ...ofCommands('ledger', 'notices', 'settings'),
  ['regions', keysOfAll('nextRegion', 'previousRegion')],
  ['zoom', ['CommandOrControl+=', 'CommandOrControl+-', 'CommandOrControl+0']],
  ...ofCommands('stepBack', 'help'),
]

function ofCommands<N extends CommandName>(...names: readonly N[]) {
  return names.map(name => [name, keysOfCommand(name, isMac)] as const)
}

function keysOfAll(...names: readonly CommandName[]): readonly string[] {
  return names.flatMap(name => keysOfCommand(name, isMac))
}

/** The keyboard shortcuts, and the switch for those of a single key. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('shell')
  const [isSingleKeys, setSingleKeys] = useSingleKeys()
  return (
    <Modal
      size={620}
      opened={isOpen}
      onClose={onClose}
      title={t('help.title')}
      closeButtonProps={{ 'aria-label': t('help.close') }}
    >
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('help.keys')}</Table.Th>
            <Table.Th>{t('help.does')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shortcuts.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Td>
                {keys.map(key => (
                  <Kbd key={key} mr={4} size="xs">
                    {acceleratorText(key, isMac)}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`help.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        my="md"
        data-holds-at-once
        label={t('help.singleKeys')}
        checked={isSingleKeys}
        onChange={event => setSingleKeys(event.currentTarget.checked)}
      />
      <WhatsNewButton />
    </Modal>
  )
}
