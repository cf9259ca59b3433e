package dev.sallyport.user;

import dev.sallyport.change.StoreException;
import dev.sallyport.limit.CountedAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
 *       count: of any number at most the budget is not locked. One that nobody looked at after all is taken back.
 *   <li>Without a known device an attempt counts for its account and address, then for the account and each {@linkplain
 *       CountedAddress network} around the address, and, while all that is within its budget, for the account as a whole. So
 *       neither one address nor one network can use up what all strangers share.
 *   <li>A device that logged in before counts in a budget of its own only: nobody locks a person out of it from elsewhere.
 *   <li>Each attempt from one address writes as many rows as the next, one after the other, whatever it finds: one that has
 *       nothing to count writes rows that nobody reads. An unknown name is never anything else, so a flood of made-up names
 *       fills no slot of anybody.
 *   <li>Rows are {@link AttemptStore#SLOTS} slots, found by a keyed hash, each {@linkplain AttemptPurpose purpose} in regions of
 *       its own. A collision, which nobody without the key can arrange, makes two accounts share a budget; a flood of attempts
 *       at accounts that exist can fill slots, but it can never empty one, and never reaches the region of devices.
 * </ul>
 *
 * <p>See decision 0012.
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

    private static final String UNKNOWN = "name|";

    private final AttemptStore store;
    private final byte[] key;
    private final AttemptPolicy policy;
    private final String audience;
    private final InstantSource clock;
    private final SecureRandom random;
    private final AttemptPurpose purpose;
    private final OwedAttempts owed;

    /**
     * Counts logins of people.
     *
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
        this.purpose = AttemptPurpose.PEOPLE;
        this.owed = new OwedAttempts(store);
    }

    private LoginAttempts(LoginAttempts other, AttemptPurpose purpose) {
        this.store = other.store;
        this.key = other.key;
        this.policy = other.policy;
        this.audience = other.audience;
        this.clock = other.clock;
        this.random = other.random;
        this.purpose = purpose;
        this.owed = new OwedAttempts(store);
    }

    /** The same for secrets of clients, in slots of their own. */
    public LoginAttempts ofClients() {
        return of(AttemptPurpose.CLIENTS);
    }

    /** The same for codes, in slots of their own. */
    public LoginAttempts ofSecondFactors() {
        return of(AttemptPurpose.SECOND_FACTORS);
    }

    /** The same for passwords that somebody who is logged in shows again, in slots of their own; strangers reach none of them. */
    public LoginAttempts ofConfirmations() {
        return of(AttemptPurpose.CONFIRMATIONS);
    }

    private LoginAttempts of(AttemptPurpose purpose) {
        return new LoginAttempts(this, purpose);
    }

    /**
     * What {@link #begin} and {@link #newDevice} should be given as the account: the same for the login and the e-mail of a
     * user, and never the same for a user and an unknown name.
     *
     * @param user null when the login is unknown
     * @param typed the login as it came
     */
    public static String account(@Nullable User user, String typed) {
        return user == null ? UNKNOWN + UserRules.storedForm(typed) : "id|" + user.id();
    }

    /**
     * Counts an attempt. Call it before the password is checked, check the password in any case, and let the login fail when
     * the attempt is locked. Of an unknown name nothing is counted: its login fails whatever is said here.
     *
     * @param account from {@link #account}
     * @param address the client's
     * @param deviceCookie what {@link #newDevice} gave this client once; null or anything else is an unknown device
     * @throws dev.sallyport.change.StoreException when the backend fails; then nobody may be let in, and nothing is counted
     */
    public Attempt begin(String account, String address, @Nullable String deviceCookie) {
        CountedAddress from = CountedAddress.of(address);
        byte @Nullable [] device = deviceIn(account, deviceCookie);
        List<Budget> budgets = account.startsWith(UNKNOWN) ? List.of() : budgets(account, from, device);
        int rows = 1 + (purpose.networks().isEmpty() ? 1 : from.networks().size());
        owed.settle();
        Instant now = clock.instant();
        List<Integer> counted = new ArrayList<>();
        boolean locked = false;
        try {
            for (int row = 0; row < rows; row++) {
                if (row < budgets.size() && !locked) {
                    Budget budget = budgets.get(row);
                    int count = count(budget.slot(), now);
                    counted.add(budget.slot());
                    locked = count > budget.attempts();
                } else {
                    count(AttemptPurpose.PADDING.of(random.nextLong()), now);
                }
            }
        } catch (StoreException e) {
            takeBack(counted, now);
            throw e;
        }
        return new Attempt(this, counted, now, locked, device != null);
    }

    /** A slot and how many attempts are within its budget. */
    private record Budget(int slot, int attempts) {}

    private List<Budget> budgets(String account, CountedAddress from, byte @Nullable [] device) {
        if (device != null) {
            return List.of(new Budget(deviceSlot(account, device), policy.perDevice()));
        }
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget(addressSlot(account, from), policy.perAddress()));
        if (!purpose.networks().isEmpty()) {
            from.networks().stream()
                    .skip(1)
                    .map(network -> new Budget(
                            purpose.networks().of(mac("network", account, network.text())),
                            policy.perNetwork(network.factor())))
                    .forEach(budgets::add);
        }
        budgets.add(new Budget(purpose.accounts().of(mac("account", account, "")), policy.perAccount()));
        return budgets;
    }

    /**
     * Counts what somebody in a session of theirs tries who is asked again for their password or a code. Each session has a
     * budget of its own, beside those of logins: neither can strangers use it up, nor does it lock anybody out.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; then nothing may be confirmed
     */
    public Attempt beginConfirmation(String ownerId, String sessionId) {
        return ofConfirmations().begin("confirmation|" + ownerId + "|" + sessionId, "", null);
    }

    /**
     * Tells whether the account's budget for the address is used up, by one read and without counting: for those who count failures
     * only, after the fact.
     *
     * @return how long it stays so, the length of a window at most; empty when there is room
     * @throws dev.sallyport.change.StoreException when the backend fails; then nobody may be let in
     */
    public Optional<Duration> closedFor(String account, String address) {
        Instant now = clock.instant();
        return store.find(addressSlot(account, CountedAddress.of(address)))
                .filter(attempts -> attempts.count() >= policy.perAddress())
                // A window that begins later than now was begun by a wrong clock: the next attempt sets that right.
                .filter(attempts -> !attempts.windowStart().isAfter(now))
                .map(attempts -> Duration.between(now, attempts.windowStart().plus(policy.window())))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    /** Tells whether this client has a genuine cookie of a device that logged in to the account before. */
    public boolean isKnownDevice(String account, @Nullable String deviceCookie) {
        return deviceIn(account, deviceCookie) != null;
    }

    /** Forgets the failures of an attempt that was counted by an earlier call and is complete only now. */
    public void forget(String account, String address, @Nullable String deviceCookie) {
        reset(budgets(account, CountedAddress.of(address), deviceIn(account, deviceCookie)).stream()
                .map(Budget::slot)
                .toList());
    }

    void reset(List<Integer> slots) {
        store.reset(slots);
    }

    void takeBack(List<Integer> slots, Instant counted) {
        owed.takeBack(slots, counted);
    }

    private int addressSlot(String account, CountedAddress from) {
        return purpose.addresses().of(mac("address", account, from.text()));
    }

    /** Names the budget that an attempt counts in first, whether there is such an account or not. */
    public String budget(String account, String address, @Nullable String deviceCookie) {
        byte @Nullable [] device = deviceIn(account, deviceCookie);
        return device == null
                ? account + " from " + CountedAddress.of(address).text()
                : account + " on device " + Math.floorMod(device[0], DEVICE_BUDGETS);
    }

    private int deviceSlot(String account, byte[] device) {
        return purpose.devices()
                .of(mac("device budget", account, Integer.toString(Math.floorMod(device[0], DEVICE_BUDGETS))));
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
        byte[] digest = mac("pseudonym", UserRules.storedForm(typed), "");
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private byte @Nullable [] deviceIn(String account, @Nullable String cookie) {
        if (cookie == null
                || cookie.length() != COOKIE_LENGTH
                || purpose.devices().isEmpty()) {
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

    private int count(int slot, Instant now) {
        return store.increment(List.of(slot), now, policy.window()).get(0);
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
}
