package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Change;
import dev.sallyport.environment.Environment;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes users with all of their data, and exports it. Safe for use by many threads. */
final class UserRemoval {
    private final UserStore store;
    private final SecondFactorStore factors;
    private final LoginAttempts attempts;
    private final UserBelongings belongings;
    private final Environment environment;

    UserRemoval(
            UserStore store,
            SecondFactorStore factors,
            LoginAttempts attempts,
            UserBelongings belongings,
            Environment environment) {
        this.store = store;
        this.factors = factors;
        this.attempts = attempts;
        this.belongings = belongings;
        this.environment = environment;
    }

    UserBelongings belongings() {
        return belongings;
    }

    Outcome<User> delete(String id, UserDeletion how, Actor by) {
        if (!UserCheck.isId(id)) {
            return Outcome.refused(Refusal.notFound());
        }
        try {
            return deleteKnown(id, how, by);
        } catch (RefusedException e) {
            // The transaction is undone, with the keys that were transferred before.
            return Outcome.refused(e.refusal());
        }
    }

    private Outcome<User> deleteKnown(String id, UserDeletion how, Actor by) {
        return environment.transactions().inTransaction(transaction -> {
            transaction.lockOwner(id);
            StoredUser found = store.findById(id).orElse(null);
            if (found == null) {
                return Outcome.<User>refused(Refusal.notFound());
            }
            String accountId = how.accountId();
            Optional<Refusal> refused =
                    accountId == null ? Optional.empty() : belongings.transferKeys(found.user(), accountId, by);
            if (refused.isPresent()) {
                return Outcome.<User>refused(refused.get());
            }
            if (!how.revokesKeys() && belongings.hasLiveKeys(id)) {
                return Outcome.<User>refused(hasKeys());
            }
            var gone = belongings.delete(id, by);
            factors.delete(id);
            store.delete(id);
            attempts.forget(LoginAttempts.account(found.user(), found.user().login()));
            transaction.changed(Change.owner(id));
            environment
                    .audit()
                    .record(by.event(environment.clock().instant(), AuditEvent.Type.USER_DELETED, id, null, gone));
            return Outcome.done(found.user());
        });
    }

    private static Refusal hasKeys() {
        return Refusal.invalid(List.of(new FieldError(
                "owner",
                "has_keys",
                "There are live API keys: revoke them first, or delete the user together with them.")));
    }

    Outcome<String> export(String id) {
        StoredUser found = UserCheck.isId(id) ? store.findById(id).orElse(null) : null;
        return found == null
                ? Outcome.refused(Refusal.notFound())
                : Outcome.done(JsonWriter.object(json -> write(found, json)));
    }

    private void write(StoredUser stored, JsonWriter json) {
        User user = stored.user();
        json.object(
                "user",
                members -> members.text("id", user.id())
                        .text("login", user.login())
                        .text("email", user.email())
                        .text("name", user.name())
                        .text("tenant", user.tenant())
                        .texts("roles", user.roles().stream().sorted().toList())
                        .object("attributes", each -> user.attributes().forEach(each::text))
                        .flag("enabled", user.enabled())
                        .flag("has_password", !stored.passwordHash().reveal().isEmpty()));
        SecondFactor factor = factors.find(user.id()).orElse(null);
        json.object("second_factor", members -> writeFactor(user.id(), factor, members));
        belongings.export(user.id(), json);
    }

    private void writeFactor(String id, @Nullable SecondFactor factor, JsonWriter members) {
        members.flag("on", factor != null && factor.confirmedAt() != null)
                .instant("enrolled_at", factor == null ? null : factor.createdAt())
                .instant("confirmed_at", factor == null ? null : factor.confirmedAt())
                .number("recovery_codes_left", factors.recoveryCodesLeft(id));
    }
}
