import { realpath, stat, statfs } from 'node:fs/promises'

/**
 * Whether bytes that were written to a file, and not flushed, are still in it after their process was killed: the page
 * cache of this system has them, and brings them to the disk. Elsewhere that is promised by nobody: a network file
 * system may lose them with its server or its mount, one in user space with the process behind it, a removable drive
 * when it is pulled out.
 *
 * @param path  Of something that is there. What cannot be found out counts as no.
 */
export async function keepsUnflushedBytes(path: string): Promise<boolean> {
  try {
    switch (process.platform) {
      case 'linux':
        return await isLocalOnLinux(path)
      case 'darwin':
        return (await stat(path)).dev === (await stat('/System/Volumes/Data')).dev // the volume that macOS itself uses
      case 'win32':
        return !(await realpath(path)).startsWith('\\\\') // letters of network drives are resolved too
      default:
        return false
    }
  } catch {
    return false // flushing more often is slower, never wrong
  }
}

/** As statfs names them (linux/magic.h): those whose bytes are in the kernel's page cache and on a disk below it. */
const localFileSystems: ReadonlySet<number> = new Set([
  0xef53, // ext2 to ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0xf2f52010, // f2fs
  0x2fc12fc1, // zfs
  0xca451a4e, // bcachefs
  0x3153464a, // jfs
  0x01021994, // tmpfs
  0x794c7630, // overlayfs, whose writable layer has to be local
])

async function isLocalOnLinux(path: string): Promise<boolean> {
  const { type } = await statfs(path)
  return localFileSystems.has(type >>> 0) && !(await isOnUsb(path))
}

async function isOnUsb(path: string): Promise<boolean> {
  const { dev } = await stat(path)
  const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)]
  if (major === 0) return false // not a single block device: btrfs, zfs, tmpfs, overlayfs
  return (await realpath(`/sys/dev/block/${major}:${minor}`)).includes('/usb')
}
