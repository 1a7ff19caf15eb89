/** Every outputs archive keeps its files below this folder; the vendor's own client shows what is in it. */
export const usualRoot = 'artifacts/'
