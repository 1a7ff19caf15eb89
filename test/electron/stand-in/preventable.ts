/** An Electron event whose default can be prevented. */
export type Preventable<T> = T & { defaultPrevented: boolean; preventDefault(): void }

export function preventable<T extends object>(fields: T): Preventable<T> {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
