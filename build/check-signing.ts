import { decideSigning } from './signing.ts'

// Ends with an error where a release could not be signed here and nobody has allowed that: before hours of building.
const signing = decideSigning({ platform: process.platform, environment: process.env, isRelease: true })
console.log('sentence' in signing ? signing.sentence : `Packages for this system: ${signing.kind}`)
if (signing.kind === 'refused') process.exitCode = 1
