package dev.sallyport.user;

import dev.sallyport.change.StoreException;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.secret.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
 *       ClientAddress network} around the address, and, while all that is within its budget, for the account as a whole. So
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
    private static final String UNKNOWN = "name|";

    /** Of attempts that count by something else than an address. */
    private static final ClientAddress NOWHERE = ClientAddress.of("");

    private final AttemptStore store;
    private final AttemptHash hash;
    private final AttemptBudgets budgets;
    private final KnownDevices devices;
    private final InstantSource clock;
    private final SecureRandom random;
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
        this.store = store;
        this.hash = new AttemptHash(key);
        this.budgets = new AttemptBudgets(hash, policy, AttemptPurpose.PEOPLE);
        this.devices = new KnownDevices(hash, audience, random);
        this.clock = clock;
        this.random = random;
        this.owed = new OwedAttempts(store);
    }

    private LoginAttempts(LoginAttempts other, AttemptPurpose purpose) {
        this.store = other.store;
        this.hash = other.hash;
        this.budgets = new AttemptBudgets(hash, other.budgets.policy(), purpose);
        this.devices = other.devices;
        this.clock = other.clock;
        this.random = other.random;
        this.owed = new OwedAttempts(store);
    }

    private LoginAttempts(LoginAttempts other, KnownDevices devices) {
        this.store = other.store;
        this.hash = other.hash;
        this.budgets = other.budgets;
        this.devices = devices;
        this.clock = other.clock;
        this.random = other.random;
        this.owed = other.owed;
    }

    /**
     * The same for one login: a device is known while the password is the one with which it became known.
     *
     * @param mark from {@link LoginSubject#passwordMark}
     */
    public LoginAttempts ofPassword(String mark) {
        return new LoginAttempts(this, devices.ofPassword(mark));
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
        return user == null ? UNKNOWN + UserCheck.storedForm(typed) : "id|" + user.id();
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
    public Attempt begin(String account, ClientAddress address, @Nullable Secret deviceCookie) {
        byte @Nullable [] device = deviceIn(account, deviceCookie);
        List<AttemptBudgets.Budget> due =
                account.startsWith(UNKNOWN) ? List.of() : budgets.of(account, address, device);
        int rows = budgets.rows(address);
        owed.settle();
        Instant now = clock.instant();
        List<Integer> counted = new ArrayList<>();
        boolean locked = false;
        try {
            for (int row = 0; row < rows; row++) {
                if (row < due.size() && !locked) {
                    AttemptBudgets.Budget budget = due.get(row);
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

    /**
     * Counts what somebody in a session of theirs tries who is asked again for their password or a code. Each session has a
     * budget of its own, beside those of logins: neither can strangers use it up, nor does it lock anybody out.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; then nothing may be confirmed
     */
    public Attempt beginConfirmation(String ownerId, String sessionId) {
        return ofConfirmations().begin("confirmation|" + ownerId + "|" + sessionId, NOWHERE, null);
    }

    /**
     * Tells whether the account's budget for the address is used up, by one read and without counting: for those who count failures
     * only, after the fact.
     *
     * @return how long it stays so, the length of a window at most; empty when there is room
     * @throws dev.sallyport.change.StoreException when the backend fails; then nobody may be let in
     */
    public Optional<Duration> closedFor(String account, ClientAddress address) {
        Instant now = clock.instant();
        return store.find(budgets.addressSlot(account, address))
                .filter(attempts -> attempts.count() >= budgets.policy().perAddress())
                // A window that begins later than now was begun by a wrong clock: the next attempt sets that right.
                .filter(attempts -> !attempts.windowStart().isAfter(now))
                .map(attempts -> Duration.between(
                        now, attempts.windowStart().plus(budgets.policy().window())))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    /** Tells whether this client has a genuine cookie of a device that logged in to the account before. */
    public boolean isKnownDevice(String account, @Nullable Secret deviceCookie) {
        return deviceIn(account, deviceCookie) != null;
    }

    /** Forgets the failures of an attempt that was counted by an earlier call and is complete only now. */
    public void forget(String account, ClientAddress address, @Nullable Secret deviceCookie) {
        reset(budgets.of(account, address, deviceIn(account, deviceCookie)).stream()
                .map(AttemptBudgets.Budget::slot)
                .toList());
    }

    /** Resets the failures of all strangers at the account; counts by address expire with their window. */
    void forget(String account) {
        forget(account, NOWHERE, null);
    }

    void reset(List<Integer> slots) {
        store.reset(slots);
    }

    void takeBack(List<Integer> slots, Instant counted) {
        owed.takeBack(slots, counted);
    }

    /** Names the budget that an attempt counts in first, whether there is such an account or not. */
    public String budget(String account, ClientAddress address, @Nullable Secret deviceCookie) {
        return budgets.name(account, address, deviceIn(account, deviceCookie));
    }

    /** A cookie for the device of somebody who has just logged in. It says nothing, and means nothing for another account. */
    public Secret newDevice(String account) {
        return devices.newCookie(account);
    }

    /** What a log may say of a login that is unknown: a keyed hash, 16 hexadecimal digits, the same for the same name. */
    public String pseudonym(String typed) {
        byte[] digest = hash.of("pseudonym", UserCheck.storedForm(typed), "");
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private byte @Nullable [] deviceIn(String account, @Nullable Secret cookie) {
        return budgets.countDevices() ? devices.idIn(account, cookie) : null;
    }

    private int count(int slot, Instant now) {
        return store.increment(List.of(slot), now, budgets.policy().window()).get(0);
    }
}
