/** The language of the texts, and so of numbers and dates: one that mixed them would read oddly. */
export const locale = 'en-GB'
