import { readFileSync, writeFileSync } from 'node:fs'
import { mergeFeeds } from './update-feed.ts'

// node build/merge-mac-feeds.ts ONE.yml OTHER.yml MERGED.yml: a Mac of either kind finds its own files in the merged one.
const [one = '', other = '', merged = ''] = process.argv.slice(2)
writeFileSync(merged, mergeFeeds(readFileSync(one, 'utf8'), readFileSync(other, 'utf8')))
