package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import dev.sallyport.text.Base64Url;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Cookies of devices that logged in to an account before: a random id with a keyed hash of it. Nothing of them is stored; with the password changes what is genuine. Safe for
 * use by many threads.
 */
final class KnownDevices {
    /** A cookie is this long, always: 48 bytes as base64url, which leaves no unused bits, so it has one spelling. */
    private static final int COOKIE_LENGTH = 64;

    private static final int ID_BYTES = 16;
    private static final int TAG_BYTES = 32;

    private final AttemptHash hash;
    private final String audience;
    private final SecureRandom random;
    private final String purpose;

    /** @param audience the application whose devices are known here */
    KnownDevices(AttemptHash hash, String audience, SecureRandom random) {
        this(hash, audience, random, "device");
    }

    private KnownDevices(AttemptHash hash, String audience, SecureRandom random, String purpose) {
        this.hash = hash;
        this.audience = audience;
        this.random = random;
        this.purpose = purpose;
    }

    /** The devices that are known while the password has this mark; all of them when it is empty. */
    KnownDevices ofPassword(String mark) {
        return mark.isEmpty() ? this : new KnownDevices(hash, audience, random, "device of " + mark);
    }

    Secret newCookie(String account) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        ByteBuffer cookie = ByteBuffer.allocate(ID_BYTES + TAG_BYTES);
        cookie.put(id).put(tag(account, id));
        return Secret.of(Base64Url.encode(cookie.array()));
    }

    /** The id of the device; null when the cookie is missing, not genuine, or of another account. */
    byte @Nullable [] idIn(String account, @Nullable Secret presented) {
        String cookie = presented == null ? "" : presented.reveal();
        if (cookie.length() != COOKIE_LENGTH) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cookie);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (bytes.length != ID_BYTES + TAG_BYTES) {
            return null;
        }
        byte[] id = new byte[ID_BYTES];
        byte[] tag = new byte[TAG_BYTES];
        ByteBuffer.wrap(bytes).get(id).get(tag);
        return MessageDigest.isEqual(tag, tag(account, id)) ? id : null;
    }

    private byte[] tag(String account, byte[] id) {
        return hash.of(purpose, account, HexFormat.of().formatHex(id) + audience);
    }
}
