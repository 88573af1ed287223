const nouns =
  'anchor apple arrow autumn badge basket beacon bridge butter cabin candle canyon castle cedar chapel cherry ' +
  'cinema circle clover cobalt comet copper coral cotton cricket crystal desert dragon echo ember falcon feather ' +
  'ferry forest fossil galaxy garden garlic ginger glacier granite harbor hazel heron island ivory jacket jungle ' +
  'kettle lagoon lantern lemon linen lizard magnet maple marble meadow melon mirror monsoon mountain needle nickel ' +
  'oak ocean olive onion orbit orchard otter oyster paddle pepper pigeon planet plum pocket pollen prairie quartz ' +
  'rabbit raven ribbon river rocket saddle saffron salmon shadow silver spruce squirrel stream summit sunset temple ' +
  'thunder tiger timber tulip tunnel turtle valley velvet violet walnut willow window winter zebra zephyr';

/** Ordinary words: for prose, names of hosts and files, and passwords that people think of. */
export const words = nouns.split(' ');

const common =
  'abandon ability absent abuse access acid across adapt agent alarm album alley amazing angle animal answer ' +
  'april arena artist aspect atom august awake balance bamboo banner barrel battle beauty bicycle blanket ' +
  'blossom border bracket breeze bronze bubble cabbage cactus camera canvas captain carbon castle cereal ' +
  'chapter cheese choice clever coconut column cousin cradle crater cruise curtain cycle damage decade ' +
  'define delay depart digital dinner dolphin donkey dragon dune eagle easily elbow elder embark energy ' +
  'engine episode equal erosion escape exhibit fabric faculty festival filter flavor fluid focus fragile ' +
  'frozen gadget genuine ghost glimpse goddess gravity guitar hamster hazard';

/** Words of the list BIP39 seed phrases are drawn from. */
export const seedWords = common.split(' ');
