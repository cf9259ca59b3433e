package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.CheckReturnValue;
import dev.sallyport.caller.FieldError;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.change.Transactions;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Codes from an authenticator app, and the recovery codes for when it is lost. Safe for use by many threads and many nodes.
 *
 * <p>A step is accepted once, by one conditional statement, and so is a recovery code. Attempts are counted before a code is
 * looked at, in a budget of their own: whoever knows the password has no more guesses than that.
 */
public final class SecondFactors {
    private static final Logger LOG = System.getLogger(SecondFactors.class.getName());
    // RFC 4226 section 4, R6: 160 bits are recommended.
    private static final int SEED_BYTES = 20;
    private static final int MIN_SEED_BYTES = 16;
    private static final int RECOVERY_CODES = 10;
    // 125 bits: 25 characters of base32.
    private static final int RECOVERY_BYTES = 16;
    private static final int RECOVERY_LENGTH = 25;
    /** How long an enrolment waits to be confirmed. It began with a fresh proof of who one is, which does not last for ever. */
    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);

    private final SecondFactorStore store;
    private final Transactions transactions;
    private final Vault vault;
    private final LoginAttempts attempts;
    private final String issuer;
    private final InstantSource clock;
    private final SecureRandom random;
    private final AuditSink audit;

    /** @param issuer as authenticator apps show it */
    public SecondFactors(
            SecondFactorStore store,
            Transactions transactions,
            Vault vault,
            LoginAttempts attempts,
            String issuer,
            InstantSource clock,
            SecureRandom random,
            AuditSink audit) {
        this.store = store;
        this.transactions = transactions;
        this.vault = vault;
        this.attempts = attempts;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
        this.audit = audit;
    }

    /** Whether the owner's logins need a code. */
    public boolean isOn(String ownerId) {
        return store.find(ownerId)
                .filter(factor -> factor.confirmedAt() != null)
                .isPresent();
    }

    public int recoveryCodesLeft(String ownerId) {
        return store.recoveryCodesLeft(ownerId);
    }

    /** A new seed, which counts from {@link #confirm} on. Refused while there is a confirmed one. */
    @CheckReturnValue
    public Outcome<NewSecondFactor> enrol(User owner) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        String sealed = vault.seal(SealedKind.TOTP_SEED, owner.id(), seed);
        if (!store.enrol(new SecondFactor(owner.id(), sealed, clock.instant(), null, 0))) {
            return Outcome.refused(
                    Refusal.of(Refusal.Cause.FORBIDDEN, "There is a second factor already: remove it first."));
        }
        String text = Base32.encode(seed);
        // Neither may have a colon, encoded or not: an app cuts the label at the first one (Key URI format).
        String issuer = this.issuer.replace(':', '-');
        String label = encode(issuer) + ":" + encode(owner.login().replace(':', '-'));
        String uri = "otpauth://totp/" + label + "?secret=" + text + "&issuer=" + encode(issuer)
                + "&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.STEP_SECONDS;
        return Outcome.done(new NewSecondFactor(Secret.of(text), Secret.of(uri)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Turns the enrolled factor on.
     *
     * @return ten recovery codes, shown once; refused under the field {@code code} when the code is wrong, was used, or came
     *     later than ten minutes after the enrolment
     */
    @CheckReturnValue
    public Outcome<List<Secret>> confirm(String ownerId, String code, Actor by) {
        Attempt attempt = begin(ownerId, by);
        SecondFactor factor = store.find(ownerId)
                .filter(found -> found.confirmedAt() == null)
                .filter(found -> clock.instant().isBefore(found.createdAt().plus(TO_CONFIRM)))
                .orElse(null);
        OptionalLong step = factor == null || attempt.locked() ? OptionalLong.empty() : stepOf(factor, code);
        if (factor == null || step.isEmpty()) {
            return Outcome.refused(wrongCode());
        }
        List<Secret> codes = newRecoveryCodes();
        List<SecretDigest> digests = codes.stream().map(Secret::digest).toList();
        if (!recorded(
                by, AuditEvent.Type.SECOND_FACTOR_ENABLED, ownerId, () -> confirm(factor, step.getAsLong(), digests))) {
            return Outcome.refused(wrongCode());
        }
        attempt.succeeded();
        return Outcome.done(codes);
    }

    /** When the seed was sealed anew after it was read, it is the same one and is confirmed all the same. */
    private boolean confirm(SecondFactor factor, long step, List<SecretDigest> codes) {
        String ownerId = factor.ownerId();
        if (store.confirm(ownerId, factor.sealedSeed(), clock.instant(), step, codes)) {
            return true;
        }
        SecondFactor now = store.find(ownerId).orElse(null);
        return now != null
                && now.confirmedAt() == null
                && MessageDigest.isEqual(seed(now), seed(factor))
                && store.confirm(ownerId, now.sealedSeed(), clock.instant(), step, codes);
    }

    /**
     * Takes over the second factor that somebody has elsewhere; it counts at once. There are no recovery codes with it. Refused
     * while there is a confirmed one.
     *
     * @param seed in base32, as authenticator apps have it, of 16 bytes or more
     * @throws IllegalArgumentException when it is no such text; the message does not repeat it
     */
    @CheckReturnValue
    public Outcome<User> importSeed(User owner, Secret seed, Actor by) {
        byte[] bytes = Base32.decode(seed.reveal());
        if (bytes.length < MIN_SEED_BYTES) {
            throw new IllegalArgumentException(
                    "A seed has " + MIN_SEED_BYTES + " bytes or more, this has " + bytes.length);
        }
        String sealed = vault.seal(SealedKind.TOTP_SEED, owner.id(), bytes);
        SecondFactor factor = new SecondFactor(owner.id(), sealed, clock.instant(), null, 0);
        boolean imported = recorded(
                by,
                AuditEvent.Type.SECOND_FACTOR_ENABLED,
                owner.id(),
                () -> store.enrol(factor) && confirm(factor, 0, List.of()));
        return imported
                ? Outcome.done(owner)
                : Outcome.refused(
                        Refusal.of(Refusal.Cause.FORBIDDEN, "There is a second factor already: remove it first."));
    }

    private List<Secret> newRecoveryCodes() {
        List<Secret> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_BYTES];
            random.nextBytes(bytes);
            codes.add(
                    Secret.of(Base32.encode(bytes).substring(0, RECOVERY_LENGTH).toLowerCase(Locale.ROOT)));
        }
        return codes;
    }

    /**
     * Uses a code, or a recovery code. Whatever comes counts as an attempt; a right one sets the count back.
     *
     * @return false when it is wrong, was used before, or there were too many attempts
     */
    public boolean accept(String ownerId, String code, Actor by) {
        Attempt attempt = begin(ownerId, by);
        boolean accepted = !attempt.locked() && use(ownerId, plain(code), by);
        if (accepted) {
            attempt.succeeded();
        }
        return accepted;
    }

    private boolean use(String ownerId, String code, Actor by) {
        SecondFactor factor = store.find(ownerId).orElse(null);
        if (factor == null || factor.confirmedAt() == null) {
            return false;
        }
        if (Totp.isCode(code)) {
            OptionalLong step = stepOf(factor, code);
            return step.isPresent() && store.acceptStep(ownerId, step.getAsLong());
        }
        return code.length() == RECOVERY_LENGTH
                && recorded(
                        by,
                        AuditEvent.Type.RECOVERY_CODE_USED,
                        ownerId,
                        () -> store.spendRecoveryCode(ownerId, SecretDigest.of(code)));
    }

    /** Turns it off; whoever asks has shown who they are, by password and code. */
    public void disable(String ownerId, Actor by) {
        recorded(by, AuditEvent.Type.SECOND_FACTOR_DISABLED, ownerId, () -> store.delete(ownerId));
    }

    private Attempt begin(String ownerId, Actor by) {
        String address = by.address() == null ? "" : by.address();
        return attempts.begin("second factor|" + ownerId, address, null);
    }

    private OptionalLong stepOf(SecondFactor factor, String code) {
        try {
            return Totp.stepOf(plain(code), seed(factor), clock.instant());
        } catch (VaultException e) {
            LOG.log(Level.WARNING, "A second factor cannot be opened; its owner needs it removed and a new one", e);
            return OptionalLong.empty();
        }
    }

    private byte[] seed(SecondFactor factor) {
        return vault.open(SealedKind.TOTP_SEED, factor.ownerId(), factor.sealedSeed());
    }

    /** As people write them: with spaces or hyphens between groups, in any case. */
    private static String plain(String code) {
        return code.replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** The change and its record in one transaction, where the change takes place. */
    private boolean recorded(Actor by, AuditEvent.Type type, String ownerId, BooleanSupplier change) {
        return transactions.inTransaction(transaction -> {
            boolean changed = change.getAsBoolean();
            if (changed) {
                audit.record(by.event(clock.instant(), type, ownerId, null, Map.of()));
            }
            return changed;
        });
    }

    private static Refusal wrongCode() {
        return Refusal.invalid(List.of(new FieldError("code", "invalid", "The code is wrong or too old.")));
    }
}
