package dev.sallyport.store.redis;

import dev.sallyport.limit.RateLimit;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Names of counters: {@code <prefix>{<hash of the key>}:<period>}. A cluster goes by what is in the braces, so that all windows
 * of a key are in one place. The hash keeps names short whatever the key is, and addresses and ids out of the key space; 128 bits,
 * so that nobody finds two keys that share one. Immutable.
 */
final class CounterKeys {
    private static final int HASH_BYTES = 16;

    private final String prefix;

    CounterKeys(String prefix) {
        this.prefix = prefix;
    }

    String[] of(String key, List<RateLimit.Window> windows) {
        String start = start(key);
        String[] names = new String[windows.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = start + windows.get(i).period().toSeconds();
        }
        return names;
    }

    /** A name beside those counters that is none of them. */
    String probe(String key) {
        return start(key) + "probe";
    }

    private String start(String key) {
        return prefix + '{' + hash(key) + "}:";
    }

    private static String hash(String key) {
        // By units and not as UTF-8, where halves of characters would all be the same.
        byte[] units = new byte[2 * key.length()];
        for (int i = 0; i < key.length(); i++) {
            units[2 * i] = (byte) (key.charAt(i) >>> 8);
            units[2 * i + 1] = (byte) key.charAt(i);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(units);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
