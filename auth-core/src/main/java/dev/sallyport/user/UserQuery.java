package dev.sallyport.user;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import dev.sallyport.page.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Query for a list of users. Immutable; a null component does not filter. Users come by id, which never changes, so that changes
 * between two pages neither repeat nor hide one; with a text, matching logins and e-mails come first, in their order, then matching
 * names.
 *
 * @param text beginning of a login, an e-mail or a name, in any case
 * @param after cursor of the previous page; null for the beginning
 * @param limit maximum number of items in a page, 1 to 200
 */
public record UserQuery(
        @Nullable String text,
        @Nullable String tenant,
        @Nullable String role,
        @Nullable State state,
        @Nullable PageCursor after,
        int limit) {
    /** Lanes of {@link #placeOf}. */
    public static final int BY_ID = 0;

    public static final int BY_LOGIN = 1;
    public static final int BY_NAME = 2;

    /** State of a user. */
    public enum State {
        ENABLED,
        DISABLED
    }

    /** @throws IllegalArgumentException when the limit is out of its range */
    public UserQuery {
        Page.requireLimit(limit);
    }

    /** The first 50 of all. */
    public static UserQuery all() {
        String any = null;
        return new UserQuery(any, any, any, null, null, Page.USUAL_LIMIT);
    }

    public UserQuery withText(@Nullable String value) {
        return new UserQuery(value, tenant, role, state, after, limit);
    }

    public UserQuery withTenant(@Nullable String value) {
        return new UserQuery(text, value, role, state, after, limit);
    }

    public UserQuery withRole(@Nullable String value) {
        return new UserQuery(text, tenant, value, state, after, limit);
    }

    public UserQuery withState(@Nullable State value) {
        return new UserQuery(text, tenant, role, value, after, limit);
    }

    /** Asks for the page after that cursor. */
    public UserQuery after(@Nullable PageCursor value) {
        return new UserQuery(text, tenant, role, state, value, limit);
    }

    public UserQuery withLimit(int value) {
        return new UserQuery(text, tenant, role, state, after, value);
    }

    /** Faults in the values of a caller, by field: {@code q} and {@code after}. */
    public List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>(SearchText.errors(text));
        errors.addAll(PageCursor.errors(after, list()));
        return errors;
    }

    /** Name of the list that this page belongs to. */
    public String list() {
        return "users " + after(null).withLimit(1);
    }

    /** Place of the user in the list; empty when they do not match. For stores. */
    public Optional<Place> placeOf(User user) {
        boolean fits = (tenant == null || tenant.equals(user.tenant()))
                && (role == null || user.roles().contains(role))
                && (state == null || user.enabled() == (state == State.ENABLED));
        if (!fits) {
            return Optional.empty();
        }
        String searched = text;
        if (searched == null) {
            return Optional.of(Place.ofId(BY_ID, user.id()));
        }
        // One place for each user, even when several of their names match.
        return Stream.of(user.login(), user.email())
                .filter(Objects::nonNull)
                .map(UserCheck::compared)
                .filter(name -> name.startsWith(SearchText.key(searched)))
                .findFirst()
                .map(name -> Place.ofText(BY_LOGIN, name, user.id()))
                .or(() -> Optional.ofNullable(user.name())
                        .filter(name -> SearchText.begins(name, searched))
                        .map(name -> Place.ofText(BY_NAME, SearchText.key(name), user.id())));
    }
}
