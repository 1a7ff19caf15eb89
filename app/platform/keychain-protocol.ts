/** What the keychain's thread is to do. It gets its order when it is made: a key is in no argument and no environment. */
export type KeychainOrder =
  | { readonly type: 'read' | 'forget'; readonly service: string; readonly profileId: string }
  | { readonly type: 'keep'; readonly service: string; readonly profileId: string; readonly key: string }

/** The key that was read, null where there is none; or what the library says. */
export type KeychainAnswer = { readonly key: string | null } | { readonly error: string }
