import { Kbd, Modal, Switch, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSingleKeys } from './use-single-keys.ts'

const shortcuts = [
  ['search', ['/', 'Ctrl+F']],
  ['refresh', ['Ctrl+R', 'F5']],
  ['move', ['↑', '↓', 'Home', 'End']],
  ['open', ['Enter']],
  ['select', ['Space', 'Shift+↑ ↓', 'Ctrl+A']],
  ['copyId', ['Ctrl+C']],
  ['tabs', ['Alt+1', 'Alt+2', 'Alt+3']],
  ['kill', ['Ctrl+.']],
  ['transfers', ['Ctrl+J']],
  ['queue', ['Alt+↑', 'Alt+↓']],
  ['ledger', ['Ctrl+Shift+L']],
  ['settings', ['Ctrl+,']],
  ['regions', ['F6', 'Shift+F6']],
  ['escape', ['Esc']],
  ['help', ['?']],
] as const

const isApple = /mac/i.test(navigator.userAgent)
const shown = (keys: string) => (isApple ? keys.replace('Ctrl', '⌘') : keys)

/** The keyboard shortcuts, and the switch for those of a single key. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('shell')
  const [isSingleKeys, setSingleKeys] = useSingleKeys()
  return (
    <Modal
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
                    {shown(key)}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`help.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label={t('help.singleKeys')}
        checked={isSingleKeys}
        onChange={event => setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  )
}
