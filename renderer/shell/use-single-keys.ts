import { useLocalStorage } from '@mantine/hooks'

/** Whether single keys are shortcuts. People who dictate or whose hands tremble turn them off. */
export function useSingleKeys(): readonly [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useLocalStorage({ key: 'single-keys', defaultValue: true, getInitialValueInEffect: false })
  return [isOn, setOn]
}
