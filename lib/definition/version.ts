/** Version of this library, of the charts that come with it and of the images that they run; package.json says the same. */
export const VERSION = '0.1.0';
