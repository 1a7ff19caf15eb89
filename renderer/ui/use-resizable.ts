import { useLocalStorage } from '@mantine/hooks'

/** A size in pixels that the person chose by dragging, remembered on this computer. */
export function useResizable(name: string, initial: number): readonly [number, (size: number) => void] {
  const [size, setSize] = useLocalStorage({
    key: `size.${name}`,
    defaultValue: initial,
    getInitialValueInEffect: false,
  })
  return [size, setSize]
}
