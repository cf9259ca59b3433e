package dev.sallyport.user;

import dev.sallyport.caller.OwnerIds;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.text.Characters;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of a user may hold. Immutable. */
final class UserCheck {
    private static final int MAX_LOGIN = 254;
    private static final int MAX_NAME = 200;
    private static final int MAX_TENANT = 128;
    private static final int MAX_ROLES = 64;
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_ATTRIBUTE_NAME = 64;
    private static final int MAX_ATTRIBUTE_VALUE = 1_024;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final AssignableRoles assignable;

    UserCheck(AssignableRoles assignable) {
        this.assignable = assignable;
    }

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** What was typed, as logins and e-mails are stored: composed (NFC), and without space around it, which belongs to no login. */
    static String composed(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC).strip();
    }

    /** The same in lower case, as they are compared. */
    static String storedForm(String typed) {
        return composed(typed).toLowerCase(Locale.ROOT);
    }

    /** The form of a login or an e-mail that is compared, and that stores look up. */
    static String compared(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Tells whether a user can have this login or e-mail. What is typed and is none reaches no store. */
    static boolean isLogin(String login) {
        return isText(login, MAX_LOGIN)
                && login.toLowerCase(Locale.ROOT).length() <= MAX_LOGIN
                && login.equals(login.strip())
                && Normalizer.isNormalized(login, Normalizer.Form.NFC);
    }

    /**
     * Faults of a changed user. Nobody is kept from disabling a user, or from changing a password, because what is stored of
     * them would not be let in any more.
     */
    List<FieldError> checkChange(User before, User after) {
        if (after.withEnabled(before.enabled()).equals(before)) {
            return List.of();
        }
        List<FieldError> errors = check(after, before.roles());
        // Nobody is kept from taking some roles away because the rest is too much still.
        boolean hasMore =
                !before.roles().containsAll(after.roles()) || !Objects.equals(before.tenant(), after.tenant());
        return errors.isEmpty() && hasMore ? checkSize(after) : errors;
    }

    /** Every fault of a new user, one entry a field; empty when it may be stored. */
    List<FieldError> checkNew(User user) {
        List<FieldError> errors = check(user, Set.of());
        return errors.isEmpty() ? checkSize(user) : errors;
    }

    private List<FieldError> checkSize(User user) {
        String field = user.roles().isEmpty() ? "tenant" : "roles";
        return assignable.fault().apply(user).map(fault -> new FieldError(field, "too_large", fault)).stream()
                .toList();
    }

    /**
     * Every fault, one entry a field; empty when the user may be stored.
     *
     * @param held roles that need not be known: the user has them, from a time when they were
     */
    private List<FieldError> check(User user, Set<String> held) {
        List<FieldError> errors = new ArrayList<>();
        if (!isId(user.id()) || OwnerIds.isReserved(user.id())) {
            errors.add(invalid(
                    "id",
                    "An id has 1 to 64 characters of A-Z a-z 0-9 . _ : @ - and is not that of a service account"));
        }
        if (!isLogin(user.login())) {
            errors.add(invalid(
                    "login",
                    "A login has 1 to " + MAX_LOGIN + " characters, no control characters, no space "
                            + "around it, and is in Unicode normalisation form C."));
        }
        if (user.email() != null
                && !(isLogin(user.email()) && EMAIL.matcher(user.email()).matches())) {
            errors.add(
                    invalid("email", "An e-mail address has up to " + MAX_LOGIN + " characters, one @ and no space."));
        }
        checkText(errors, "name", user.name(), MAX_NAME);
        checkText(errors, "tenant", user.tenant(), MAX_TENANT);
        checkRoles(errors, user.roles(), held);
        if (!areAttributes(user.attributes())) {
            errors.add(invalid(
                    "attributes",
                    "There are at most " + MAX_ATTRIBUTES + " attributes, names have up to " + MAX_ATTRIBUTE_NAME
                            + " characters, values up to " + MAX_ATTRIBUTE_VALUE + "."));
        }
        return errors;
    }

    private static void checkText(List<FieldError> errors, String field, @Nullable String text, int max) {
        if (text != null && !isText(text, max)) {
            errors.add(invalid(field, "A " + field + " has 1 to " + max + " characters and no control characters."));
        }
    }

    private void checkRoles(List<FieldError> errors, Set<String> roles, Set<String> held) {
        if (roles.size() > MAX_ROLES) {
            errors.add(invalid("roles", "A user has at most " + MAX_ROLES + " roles."));
        } else if (!roles.stream().allMatch(role -> assignable.names().contains(role) || held.contains(role))) {
            errors.add(new FieldError("roles", "unknown", "There is no role of that name."));
        }
    }

    private static boolean areAttributes(Map<String, String> attributes) {
        return attributes.size() <= MAX_ATTRIBUTES
                && attributes.keySet().stream().allMatch(name -> isText(name, MAX_ATTRIBUTE_NAME))
                && attributes.values().stream()
                        .allMatch(value -> value.isEmpty() || isText(value, MAX_ATTRIBUTE_VALUE));
    }

    /** Not empty, not too long, well-formed, and without control characters, which some databases refuse. */
    private static boolean isText(String text, int max) {
        return !text.isEmpty() && text.length() <= max && Characters.arePrintable(text);
    }

    private static FieldError invalid(String field, String message) {
        return new FieldError(field, "invalid", message);
    }
}
