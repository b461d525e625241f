package io.millrace.benchmarks.load;

/** How events spread over keys. Made by chance from the event's number, so that every contender gets the same. */
public enum KeyDistribution {
    /** Every key alike. */
    UNIFORM {
        @Override
        int rank(double chance, int keys) {
            return (int) (chance * keys);
        }
    },
    /** Zipf's law with exponent 1: of n keys, the one of rank k has the part log(1 + 1/k) / log(n + 1). */
    SKEWED {
        @Override
        int rank(double chance, int keys) {
            return Math.min(keys - 1, (int) Math.exp(chance * Math.log(keys + 1.0)) - 1);
        }
    };

    private static final double UNIT = 0x1.0p-53;

    abstract int rank(double chance, int keys);

    /** The rank of an event's key among the keys: 0 to {@code keys} - 1. */
    public int rank(long event, int keys) {
        return rank((mix(event) >>> 11) * UNIT, keys);
    }

    /** A number by chance: SplitMix64's finalizer (Steele, Lea and Flood, 2014). */
    public static long mix(long number) {
        long mixed = (number + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
