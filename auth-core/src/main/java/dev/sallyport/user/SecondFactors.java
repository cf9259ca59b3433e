package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Codes from an authenticator app, and the recovery codes for when it is lost. Safe for use by many threads and many nodes.
 *
 * <p>A step is accepted once, by one conditional statement, and so is a recovery code. Attempts are counted before a code is
 * looked at, in a budget of their own: whoever knows the password has no more guesses than that. Codes that somebody sends from
 * within a session count in another budget, that of the session, so that none of them locks a login.
 *
 * <p>Turning a factor on, turning it off and making recovery codes anew are changes of the owner: a login that is under way
 * meanwhile opens nothing.
 */
public final class SecondFactors {
    /** How long an enrolment waits to be confirmed. It began with a fresh proof of who one is, which does not last for ever. */
    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);

    private final SecondFactorStore store;
    private final Transactions transactions;
    private final FactorSecrets secrets;
    private final LoginAttempts attempts;
    private final Consumer<String> factorRemoved;
    private final InstantSource clock;
    private final AuditSink audit;

    SecondFactors(
            SecondFactorStore store,
            FactorSecrets secrets,
            LoginAttempts attempts,
            Consumer<String> factorRemoved,
            Environment environment) {
        this.store = store;
        this.transactions = environment.transactions();
        this.secrets = secrets;
        this.attempts = attempts;
        this.factorRemoved = factorRemoved;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** Tells whether the owner's logins need a code. */
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
        byte[] seed = secrets.newSeed();
        return store.enrol(secrets.seal(owner.id(), seed))
                ? Outcome.done(secrets.shown(owner, seed))
                : Outcome.refused(isThere());
    }

    /**
     * Turns the enrolled factor on.
     *
     * @return ten recovery codes, shown once; refused under the field {@code code} when the code is wrong, was used, or came
     *     later than ten minutes after the enrolment
     */
    @CheckReturnValue
    public Outcome<List<Secret>> confirm(String ownerId, String code, Actor by) {
        return confirm(ownerId, "", code, by, () -> {});
    }

    /**
     * The same for somebody in a session of theirs.
     *
     * @param sessionId whose budget a wrong code counts in
     * @param together what belongs to the change, such as the end of other sessions: run in its transaction, perhaps more than
     *     once
     */
    @CheckReturnValue
    public Outcome<List<Secret>> confirm(String ownerId, String sessionId, String code, Actor by, Runnable together) {
        Attempt attempt = attempts.beginConfirmation(ownerId, sessionId);
        SecondFactor factor = store.find(ownerId)
                .filter(found -> found.confirmedAt() == null)
                .filter(found -> clock.instant().isBefore(found.createdAt().plus(TO_CONFIRM)))
                .orElse(null);
        OptionalLong step = factor == null || attempt.locked() ? OptionalLong.empty() : secrets.stepOf(factor, code);
        if (factor == null || step.isEmpty()) {
            return Outcome.refused(wrongCode());
        }
        List<Secret> codes = secrets.newRecoveryCodes();
        if (!changed(
                by,
                AuditEvent.Type.SECOND_FACTOR_ENABLED,
                ownerId,
                () -> confirm(factor, step.getAsLong(), digests(codes)),
                together)) {
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
                && secrets.isSameSeed(now, factor)
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
        SecondFactor factor = secrets.seal(owner.id(), FactorSecrets.seedOf(seed));
        boolean imported = changed(
                by,
                AuditEvent.Type.SECOND_FACTOR_ENABLED,
                owner.id(),
                () -> store.enrol(factor) && confirm(factor, 0, List.of()),
                () -> {});
        return imported ? Outcome.done(owner) : Outcome.refused(isThere());
    }

    /**
     * Uses a code, or a recovery code. Whatever comes counts as an attempt; a right one sets the count back.
     *
     * @return false when it is wrong, was used before, or there were too many attempts
     */
    public boolean accept(String ownerId, String code, Actor by) {
        String address = by.address() == null ? "" : by.address();
        return accept(attempts.begin("second factor|" + ownerId, address, null), ownerId, code, by);
    }

    /** The same for somebody in a session of theirs, whose budget a wrong code counts in. */
    public boolean accept(String ownerId, String sessionId, String code, Actor by) {
        return accept(attempts.beginConfirmation(ownerId, sessionId), ownerId, code, by);
    }

    private boolean accept(Attempt attempt, String ownerId, String code, Actor by) {
        boolean accepted = !attempt.locked() && use(ownerId, FactorSecrets.plain(code), by);
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
            OptionalLong step = secrets.stepOf(factor, code);
            return step.isPresent() && store.acceptStep(ownerId, step.getAsLong());
        }
        return FactorSecrets.isRecoveryCode(code)
                && recorded(
                        by,
                        AuditEvent.Type.RECOVERY_CODE_USED,
                        ownerId,
                        () -> store.spendRecoveryCode(ownerId, SecretDigest.of(code)));
    }

    /**
     * Ten new recovery codes; those of before end. Whoever asks has shown who they are, by password and code.
     *
     * @return the codes, shown once; refused as not found when there is no second factor
     */
    @CheckReturnValue
    public Outcome<List<Secret>> renewRecoveryCodes(String ownerId, Actor by) {
        return renewRecoveryCodes(ownerId, by, () -> {});
    }

    /**
     * The same.
     *
     * @param together what belongs to the change: run in its transaction, perhaps more than once
     */
    @CheckReturnValue
    public Outcome<List<Secret>> renewRecoveryCodes(String ownerId, Actor by, Runnable together) {
        List<Secret> codes = secrets.newRecoveryCodes();
        return changed(
                        by,
                        AuditEvent.Type.RECOVERY_CODES_RENEWED,
                        ownerId,
                        () -> store.replaceRecoveryCodes(ownerId, digests(codes)),
                        together)
                ? Outcome.done(codes)
                : Outcome.refused(Refusal.notFound());
    }

    /**
     * Turns it off; whoever asks has shown who they are, by password and code. The owner's sessions go on as if they had been
     * opened without it.
     */
    public void disable(String ownerId, Actor by) {
        disable(ownerId, by, () -> {});
    }

    /**
     * The same.
     *
     * @param together what belongs to the change, such as the end of other sessions: run in its transaction, perhaps more than
     *     once
     */
    public void disable(String ownerId, Actor by, Runnable together) {
        changed(by, AuditEvent.Type.SECOND_FACTOR_DISABLED, ownerId, () -> store.delete(ownerId), () -> {
            together.run();
            factorRemoved.accept(ownerId);
        });
    }

    /** A change of the owner, its record and what goes with it in one transaction, where the change takes place. */
    private boolean changed(Actor by, AuditEvent.Type type, String ownerId, BooleanSupplier change, Runnable together) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(ownerId);
            boolean changed = recorded(by, type, ownerId, change);
            if (changed) {
                transaction.changed(Change.owner(ownerId));
                together.run();
            }
            return changed;
        });
    }

    private boolean recorded(Actor by, AuditEvent.Type type, String ownerId, BooleanSupplier change) {
        return transactions.inTransaction(transaction -> {
            boolean changed = change.getAsBoolean();
            if (changed) {
                audit.record(by.event(clock.instant(), type, ownerId, null, Map.of()));
            }
            return changed;
        });
    }

    private static List<SecretDigest> digests(List<Secret> codes) {
        return codes.stream().map(Secret::digest).toList();
    }

    private static Refusal isThere() {
        return Refusal.of(Refusal.Cause.FORBIDDEN, "There is a second factor already: remove it first.");
    }

    private static Refusal wrongCode() {
        return Refusal.invalid(List.of(new FieldError("code", "invalid", "The code is wrong or too old.")));
    }
}
