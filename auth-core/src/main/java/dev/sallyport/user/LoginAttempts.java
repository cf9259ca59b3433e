package dev.sallyport.user;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Counts login attempts and says when an account is locked for whoever tries. Safe for use by many threads and many nodes: the
 * truth is in the {@link AttemptStore}.
 *
 * <p>How it holds:
 *
 * <ul>
 *   <li>An attempt is counted, durably, <i>before</i> the password is looked at. Guesses sent in parallel cannot outrun the
 *       count: of any number at most the budget is not locked.
 *   <li>Without a known device an attempt counts for its account and address, and, while that is within its budget, for the
 *       account as a whole. So one address alone cannot use up what all strangers share.
 *   <li>A device that logged in before counts in a budget of its own only: nobody locks a person out of it from elsewhere.
 *   <li>Each attempt writes two rows, one after the other, whatever it finds: one that has nothing to count in the second
 *       writes a row that nobody reads.
 *   <li>Rows are {@link AttemptStore#SLOTS} slots, found by a keyed hash, each purpose in a region of its own. A collision,
 *       which nobody without the key can arrange, makes two accounts share a budget; a flood of names can fill slots, but it
 *       can never empty one, and never reaches the region of devices.
 * </ul>
 */
public final class LoginAttempts {
    /** A cookie is this long, always: 48 bytes as base64url, which leaves no unused bits, so it has one spelling. */
    private static final int COOKIE_LENGTH = 64;

    private static final int DEVICE_ID_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final int KEY_BYTES = 32;

    /**
     * The device budgets of one account. Whoever knew its password once could have collected any number of devices; after the
     * password has changed they still have no more guesses than these.
     */
    private static final int DEVICE_BUDGETS = 32;

    private final AttemptStore store;
    private final byte[] key;
    private final AttemptPolicy policy;
    private final String audience;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param key 32 bytes, the same on every node and after a restart, used for nothing else
     * @param audience the application whose devices are known here; attempts count for all that share the store, as passwords do
     * @throws IllegalArgumentException when the key has another length
     */
    public LoginAttempts(
            AttemptStore store,
            byte[] key,
            AttemptPolicy policy,
            String audience,
            InstantSource clock,
            SecureRandom random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "The key of login attempts has " + KEY_BYTES + " bytes, this has " + key.length);
        }
        this.store = store;
        this.key = key.clone();
        this.policy = policy;
        this.audience = audience;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What {@link #begin} and {@link #newDevice} should be given as the account: the same for the login and the e-mail of a
     * user, and never the same for a user and an unknown name.
     *
     * @param user null when the login is unknown
     * @param typed the login as it came
     */
    public static String account(@Nullable User user, String typed) {
        return user == null ? "name|" + typed.toLowerCase(Locale.ROOT) : "id|" + user.id();
    }

    /**
     * Counts an attempt. Call it before the password is checked, check the password in any case, and let the login fail when
     * the attempt is locked.
     *
     * @param account from {@link #account}
     * @param address the client's, IPv6 cut to its /64
     * @param deviceCookie what {@link #newDevice} gave this client once; null or anything else is an unknown device
     * @throws dev.sallyport.change.StoreException when the backend fails; then nobody may be let in
     */
    public Attempt begin(String account, String address, @Nullable String deviceCookie) {
        byte @Nullable [] device = deviceCookie == null ? null : deviceIn(account, deviceCookie);
        if (device != null) {
            int slot = deviceSlot(account, device);
            boolean locked = count(slot) > policy.perDevice();
            count(padding());
            return new Attempt(store, List.of(slot), locked, true);
        }
        int here = Region.ADDRESS.slot(mac("address", account, address));
        if (count(here) > policy.perAddress()) {
            count(padding());
            return new Attempt(store, List.of(here), true, false);
        }
        int everywhere = Region.ACCOUNT.slot(mac("account", account, ""));
        boolean locked = count(everywhere) > policy.perAccount();
        return new Attempt(store, List.of(here, everywhere), locked, false);
    }

    /**
     * Whether the account's budget for the address is used up, by one read and without counting: for those who count failures
     * only, after the fact.
     *
     * @return how long it stays so; empty when there is room
     * @throws dev.sallyport.change.StoreException when the backend fails; then nobody may be let in
     */
    public Optional<Duration> closedFor(String account, String address) {
        Instant now = clock.instant();
        return store.find(Region.ADDRESS.slot(mac("address", account, address)))
                .filter(attempts -> attempts.count() >= policy.perAddress())
                .map(attempts -> Duration.between(now, attempts.windowStart().plus(policy.window())))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    /** Forgets the failures of an attempt that was counted by an earlier call and is complete only now. */
    public void forget(String account, String address, @Nullable String deviceCookie) {
        byte @Nullable [] device = deviceCookie == null ? null : deviceIn(account, deviceCookie);
        store.reset(
                device != null
                        ? List.of(deviceSlot(account, device))
                        : List.of(
                                Region.ADDRESS.slot(mac("address", account, address)),
                                Region.ACCOUNT.slot(mac("account", account, ""))));
    }

    private int deviceSlot(String account, byte[] device) {
        return Region.DEVICE.slot(
                mac("device budget", account, Integer.toString(Math.floorMod(device[0], DEVICE_BUDGETS))));
    }

    /** A cookie for the device of somebody who has just logged in. It says nothing, and means nothing for another account. */
    public String newDevice(String account) {
        byte[] id = new byte[DEVICE_ID_BYTES];
        random.nextBytes(id);
        ByteBuffer cookie = ByteBuffer.allocate(DEVICE_ID_BYTES + TAG_BYTES);
        cookie.put(id).put(deviceTag(account, id));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cookie.array());
    }

    /** What a log may say of a login that is unknown: a keyed hash, 16 hexadecimal digits, the same for the same name. */
    public String pseudonym(String typed) {
        byte[] digest = mac("pseudonym", typed.toLowerCase(Locale.ROOT), "");
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private byte @Nullable [] deviceIn(String account, String cookie) {
        if (cookie.length() != COOKIE_LENGTH) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cookie);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (bytes.length != DEVICE_ID_BYTES + TAG_BYTES) {
            return null;
        }
        byte[] id = new byte[DEVICE_ID_BYTES];
        byte[] tag = new byte[TAG_BYTES];
        ByteBuffer.wrap(bytes).get(id).get(tag);
        return MessageDigest.isEqual(tag, deviceTag(account, id)) ? id : null;
    }

    private byte[] deviceTag(String account, byte[] id) {
        return mac("device", account, HexFormat.of().formatHex(id) + audience);
    }

    private int count(int slot) {
        return store.increment(List.of(slot), clock.instant(), policy.window()).get(0);
    }

    private int padding() {
        return Region.PADDING.slot(random.nextLong());
    }

    private byte[] mac(String purpose, String account, String detail) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            // Each part behind its length: no two lists of parts make the same input.
            for (String part : List.of(purpose, account, detail)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have HmacSHA256", e);
        }
    }

    /** Which slots serve which purpose. The sizes add up to {@link AttemptStore#SLOTS}. */
    private enum Region {
        ADDRESS(0, 32_768),
        ACCOUNT(32_768, 16_384),
        DEVICE(49_152, 15_360),
        PADDING(64_512, 1_024);

        private final int first;
        private final int size;

        Region(int first, int size) {
            this.first = first;
            this.size = size;
        }

        int slot(byte[] digest) {
            return slot(ByteBuffer.wrap(digest).getLong());
        }

        int slot(long number) {
            return first + (int) Long.remainderUnsigned(number, size);
        }
    }
}
