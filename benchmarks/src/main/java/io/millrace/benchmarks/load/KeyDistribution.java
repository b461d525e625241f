package io.millrace.benchmarks.load;

/** The distribution of events over keys. Pseudorandom by the event's number, so that all implementations get the same. */
public enum KeyDistribution {
    /** All keys are equally frequent. */
    UNIFORM {
        @Override
        int rank(double random, int keys) {
            return (int) (random * keys);
        }
    },
    /** Zipf's law with exponent 1: of n keys, the one with rank k has the share log(1 + 1/k) / log(n + 1). */
    SKEWED {
        @Override
        int rank(double random, int keys) {
            return Math.min(keys - 1, (int) Math.exp(random * Math.log(keys + 1.0)) - 1);
        }
    },
    /** A fifth of the events has one of the first {@link #FREQUENT_KEYS} keys; the others have any, equally often. */
    FEW_FREQUENT {
        @Override
        int rank(double random, int keys) {
            return random < FREQUENT_SHARE
                    ? (int) (random / FREQUENT_SHARE * Math.min(keys, FREQUENT_KEYS))
                    : (int) ((random - FREQUENT_SHARE) / (1 - FREQUENT_SHARE) * keys);
        }
    };

    static final int FREQUENT_KEYS = 500;
    private static final double FREQUENT_SHARE = 0.2;
    private static final double UNIT = 0x1.0p-53;

    abstract int rank(double random, int keys);

    /** The rank of an event's key among the keys: 0 to {@code keys} - 1. */
    public int rank(long event, int keys) {
        return rank((mix(event) >>> 11) * UNIT, keys);
    }

    /** A pseudorandom number: SplitMix64's finalizer (Steele, Lea and Flood, 2014). */
    public static long mix(long number) {
        long mixed = (number + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
