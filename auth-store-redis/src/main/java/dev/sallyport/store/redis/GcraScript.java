package dev.sallyport.store.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The script that counts, {@code gcra.lua}. Named by its digest, or sent whole to a Redis that does not know it yet. Immutable.
 *
 * <p>See decision 0046.
 *
 * @param digest SHA-1, which is how Redis names scripts; nothing rests on it being hard to collide
 */
record GcraScript(String text, String digest) {
    static GcraScript load() {
        try (InputStream in = GcraScript.class.getResourceAsStream("gcra.lua")) {
            if (in == null) {
                throw new IllegalStateException("gcra.lua is missing from the jar of sallyport-store-redis");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GcraScript of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new GcraScript(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    RedisFuture<List<Long>> run(RedisClusterAsyncCommands<String, String> commands, String[] keys, String[] arguments) {
        return commands.evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
    }

    /** The same for a Redis that answered that it does not know the script; from now on it does. */
    RedisFuture<List<Long>> runWhole(
            RedisClusterAsyncCommands<String, String> commands, String[] keys, String[] arguments) {
        return commands.eval(text, ScriptOutputType.MULTI, keys, arguments);
    }
}
