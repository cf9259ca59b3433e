package dev.sallyport.client;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a client that is asked for. Immutable. */
final class ClientCheck {
    private static final int MAX_NAME = 100;
    private static final int MAX_TENANT = 128;
    private static final int MAX_ID = 200;
    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9_.~-]{16,200}");

    private final ScopeCatalog scopes;

    ClientCheck(ScopeCatalog scopes) {
        this.scopes = scopes;
    }

    List<FieldError> errors(ClientRequest request, ClientType type, ScopeSet granted) {
        List<FieldError> errors = new ArrayList<>();
        checkName(errors, request.name());
        if (request.tenant() != null && !isTenant(request.tenant())) {
            errors.add(new FieldError(
                    "tenant", "invalid", "A tenant has 1 to " + MAX_TENANT + " characters and no control characters."));
        }
        checkScopes(errors, granted);
        checkGrants(errors, request.grants(), type.grants());
        return errors;
    }

    /** @param ofType grants that the type of the client has */
    List<FieldError> errors(Clients.Update update, Set<String> ofType) {
        List<FieldError> errors = new ArrayList<>();
        if (update.name() != null) {
            checkName(errors, update.name());
        }
        if (update.scopes() != null) {
            checkScopes(errors, update.scopes());
        }
        checkGrants(errors, update.grants(), ofType);
        return errors;
    }

    private static void checkGrants(List<FieldError> errors, @Nullable Set<String> grants, Set<String> ofType) {
        if (grants != null && !ofType.containsAll(grants)) {
            errors.add(new FieldError(
                    "grants", "unknown", "Clients of this type have no other grants than: " + ofType + "."));
        }
    }

    private static void checkName(List<FieldError> errors, String name) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            errors.add(new FieldError("name", "invalid", "A name has 1 to " + MAX_NAME + " characters."));
        }
    }

    private void checkScopes(List<FieldError> errors, ScopeSet granted) {
        ScopeSet unknown = scopes.unknownIn(granted);
        if (!unknown.isEmpty()) {
            errors.add(new FieldError("scopes", "unknown", "There is no scope named: " + unknown + "."));
        }
        ScopeSet forPeople = scopes.forPeopleIn(granted);
        if (!forPeople.isEmpty()) {
            errors.add(new FieldError("scopes", "not_allowed", "Only people hold: " + forPeople + "."));
        }
    }

    /** The faults of an id and a secret that come from elsewhere. */
    static List<FieldError> errorsOfPair(ClientType type, String id, Secret secret) {
        List<FieldError> errors = new ArrayList<>();
        checkGiven(errors, "id", id, type.idPrefix());
        checkGiven(errors, "secret", secret.reveal(), type.secretPrefix());
        return errors;
    }

    private static void checkGiven(List<FieldError> errors, String field, String value, String prefix) {
        if (!value.startsWith(prefix) || !GIVEN.matcher(value).matches()) {
            errors.add(new FieldError(
                    field,
                    "invalid",
                    "This begins with " + prefix + " and has 16 to 200 letters, digits and _ . ~ - in all."));
        }
    }

    /** Tells whether a store may be asked for it. */
    static boolean isId(String id) {
        return id.length() <= MAX_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static boolean isTenant(String tenant) {
        return !tenant.isEmpty() && tenant.length() <= MAX_TENANT && Characters.arePrintable(tenant);
    }
}
