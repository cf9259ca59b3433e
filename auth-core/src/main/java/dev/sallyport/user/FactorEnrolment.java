package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/** From no second factor to one that counts: enrolment, its confirmation, and import. Safe for use by many threads. */
final class FactorEnrolment {
    /** How long an enrolment waits to be confirmed. It began with a fresh proof of who one is, which does not last for ever. */
    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);

    private final SecondFactorStore store;
    private final FactorSecrets secrets;
    private final LoginAttempts attempts;
    private final FactorChanges changes;
    private final InstantSource clock;

    FactorEnrolment(
            SecondFactorStore store,
            FactorSecrets secrets,
            LoginAttempts attempts,
            FactorChanges changes,
            InstantSource clock) {
        this.store = store;
        this.secrets = secrets;
        this.attempts = attempts;
        this.changes = changes;
        this.clock = clock;
    }

    Outcome<NewSecondFactor> enrol(User owner) {
        byte[] seed = secrets.newSeed();
        return store.enrol(secrets.seal(owner.id(), seed))
                ? Outcome.done(secrets.shown(owner, seed))
                : Outcome.refused(isThere());
    }

    Outcome<List<Secret>> confirm(String ownerId, String sessionId, Secret code, Actor by, Runnable together) {
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
        List<SecretDigest> digests = codes.stream().map(Secret::digest).toList();
        if (!changes.changed(
                by,
                AuditEvent.Type.SECOND_FACTOR_ENABLED,
                ownerId,
                () -> confirm(factor, step.getAsLong(), digests),
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

    Outcome<User> importSeed(User owner, Secret seed, Actor by) {
        SecondFactor factor = secrets.seal(owner.id(), FactorSecrets.seedOf(seed));
        boolean imported = changes.changed(
                by,
                AuditEvent.Type.SECOND_FACTOR_ENABLED,
                owner.id(),
                () -> store.enrol(factor) && confirm(factor, 0, List.of()),
                () -> {});
        return imported ? Outcome.done(owner) : Outcome.refused(isThere());
    }

    private static Refusal isThere() {
        return Refusal.of(Refusal.Cause.FORBIDDEN, "There is a second factor already: remove it first.");
    }

    private static Refusal wrongCode() {
        return Refusal.invalid(List.of(new FieldError("code", "invalid", "The code is wrong or too old.")));
    }
}
