import { bringsFiles } from './dropped.ts'

/**
 * Refuses files that are dragged over the page, wherever nobody takes them: a browser would show the file in the page's
 * place. Whoever takes them listens later, and so has the last word. Answers a function that stops it.
 */
export function keepPage(): () => void {
  const refuse = (event: DragEvent): void => {
    if (!event.dataTransfer || !bringsFiles(event.dataTransfer)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  const kinds = ['dragenter', 'dragover', 'drop'] as const
  for (const kind of kinds) window.addEventListener(kind, refuse)
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, refuse)
  }
}
