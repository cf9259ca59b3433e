package dev.sallyport.limit;

import java.security.SecureRandom;

/**
 * SipHash-1-3 (Aumasson and Bernstein) of a text's UTF-16 units in little-endian order. Immutable and safe for use by many
 * threads.
 *
 * <p>Without the key, nobody can find texts that fall on the same value, so a flood cannot aim at one counter or at one corner
 * of a table.
 */
final class SipHash {
    private final long key0;
    private final long key1;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    static SipHash withRandomKey(SecureRandom random) {
        return new SipHash(random.nextLong(), random.nextLong());
    }

    long hash(String text) {
        int length = text.length();
        State state = new State(key0, key1);
        int at = 0;
        for (; at <= length - 4; at += 4) {
            state.mix(text.charAt(at)
                    | (long) text.charAt(at + 1) << 16
                    | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48);
        }
        long last = (2L * length) << 56;
        for (int shift = 0; at < length; at++, shift += 16) {
            last |= (long) text.charAt(at) << shift;
        }
        state.mix(last);
        return state.finish();
    }

    /** Never leaves {@link #hash}, so the compiler keeps it in registers and nothing is allocated. */
    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        void mix(long word) {
            v3 ^= word;
            round();
            v0 ^= word;
        }

        long finish() {
            v2 ^= 0xff;
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
