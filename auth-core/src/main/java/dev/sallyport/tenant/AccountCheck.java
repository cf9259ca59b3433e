package dev.sallyport.tenant;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Faults of the fields of a service account. Immutable. */
record AccountCheck(Set<String> roles) {
    private static final int MAX_NAME = 100;
    private static final int MAX_TENANT = 128;
    private static final int MAX_ROLES = 64;

    /**
     * Every fault, one entry a field; empty when the account may be stored.
     *
     * @param held roles that need not be known: the account has them, from a time when they were
     */
    List<FieldError> errors(ServiceAccount account, Set<String> held) {
        List<FieldError> errors = new ArrayList<>();
        checkText(errors, "name", account.name(), MAX_NAME);
        checkText(errors, "tenant", account.tenant(), MAX_TENANT);
        if (account.roles().size() > MAX_ROLES) {
            errors.add(new FieldError("roles", "invalid", "A service account has at most " + MAX_ROLES + " roles."));
        } else if (!account.roles().stream().allMatch(role -> roles.contains(role) || held.contains(role))) {
            errors.add(new FieldError("roles", "unknown", "There is no role of that name."));
        }
        return errors;
    }

    private static void checkText(List<FieldError> errors, String field, String text, int max) {
        if (text.isBlank()) {
            errors.add(new FieldError(field, "required", "Required."));
        } else if (text.length() > max) {
            errors.add(new FieldError(field, "too_long", "A " + field + " has at most " + max + " characters."));
        } else if (!Characters.arePrintable(text)) {
            errors.add(new FieldError(field, "invalid", "A " + field + " has no control characters."));
        }
    }
}
