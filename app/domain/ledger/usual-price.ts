/** About what the vendor charges for each GB that leaves the cloud, in US$; people can say otherwise. */
export const usualPricePerGigabyteUsd = 0.12
