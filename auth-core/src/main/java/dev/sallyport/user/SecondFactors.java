package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.util.List;
import java.util.OptionalLong;
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
    private final SecondFactorStore store;
    private final FactorSecrets secrets;
    private final LoginAttempts attempts;
    private final Consumer<String> factorRemoved;
    private final FactorChanges changes;
    private final FactorEnrolment enrolment;

    SecondFactors(
            SecondFactorStore store,
            FactorSecrets secrets,
            LoginAttempts attempts,
            Consumer<String> factorRemoved,
            Environment environment) {
        this.store = store;
        this.secrets = secrets;
        this.attempts = attempts;
        this.factorRemoved = factorRemoved;
        this.changes = new FactorChanges(environment);
        this.enrolment = new FactorEnrolment(store, secrets, attempts, changes, environment.clock());
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
        return enrolment.enrol(owner);
    }

    /**
     * Turns the enrolled factor on.
     *
     * @return ten recovery codes, shown once; refused under the field {@code code} when the code is wrong, was used, or came
     *     later than ten minutes after the enrolment
     */
    @CheckReturnValue
    public Outcome<List<Secret>> confirm(String ownerId, Secret code, Actor by) {
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
    public Outcome<List<Secret>> confirm(String ownerId, String sessionId, Secret code, Actor by, Runnable together) {
        return enrolment.confirm(ownerId, sessionId, code, by, together);
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
        return enrolment.importSeed(owner, seed, by);
    }

    /**
     * Uses a code, or a recovery code. Whatever comes counts as an attempt; a right one sets the count back.
     *
     * @return false when it is wrong, was used before, or there were too many attempts
     */
    public boolean accept(String ownerId, Secret code, Actor by) {
        ClientAddress address = ClientAddress.of(by.address() == null ? "" : by.address());
        return accept(attempts.begin("second factor|" + ownerId, address, null), ownerId, code, by);
    }

    /** The same for somebody in a session of theirs, whose budget a wrong code counts in. */
    public boolean accept(String ownerId, String sessionId, Secret code, Actor by) {
        return accept(attempts.beginConfirmation(ownerId, sessionId), ownerId, code, by);
    }

    private boolean accept(Attempt attempt, String ownerId, Secret code, Actor by) {
        boolean accepted = !attempt.locked() && use(ownerId, code, by);
        if (accepted) {
            attempt.succeeded();
        }
        return accepted;
    }

    private boolean use(String ownerId, Secret presented, Actor by) {
        SecondFactor factor = store.find(ownerId).orElse(null);
        if (factor == null || factor.confirmedAt() == null) {
            return false;
        }
        String code = FactorSecrets.plain(presented);
        if (Totp.isCode(code)) {
            OptionalLong step = secrets.stepOf(factor, presented);
            return step.isPresent() && store.acceptStep(ownerId, step.getAsLong());
        }
        return FactorSecrets.isRecoveryCode(code)
                && changes.recorded(
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
        List<SecretDigest> digests = codes.stream().map(Secret::digest).toList();
        return changes.changed(
                        by,
                        AuditEvent.Type.RECOVERY_CODES_RENEWED,
                        ownerId,
                        () -> store.replaceRecoveryCodes(ownerId, digests),
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
        changes.changed(by, AuditEvent.Type.SECOND_FACTOR_DISABLED, ownerId, () -> store.delete(ownerId), () -> {
            together.run();
            factorRemoved.accept(ownerId);
        });
    }
}
