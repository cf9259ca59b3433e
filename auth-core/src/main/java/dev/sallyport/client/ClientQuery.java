package dev.sallyport.client;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import dev.sallyport.page.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Query for a list of clients. Immutable; a null component does not filter. Clients come by id; with a text, matching ids come first,
 * then matching names, by name.
 *
 * @param audience the application they are clients of
 * @param text beginning of the id of a client, or of its name in any case
 * @param type the name of their {@link ClientType}
 * @param after cursor of the previous page; null for the beginning
 * @param limit maximum number of items in a page, 1 to 200
 */
public record ClientQuery(
        @Nullable String audience,
        @Nullable String text,
        @Nullable String type,
        @Nullable String tenant,
        @Nullable State state,
        @Nullable PageCursor after,
        int limit) {
    /** Lanes of {@link #placeOf}. */
    public static final int BY_ID = 0;

    public static final int BY_NAME = 1;

    /** State of a client. */
    public enum State {
        ENABLED,
        DISABLED
    }

    /** @throws IllegalArgumentException when the limit is out of its range */
    public ClientQuery {
        Page.requireLimit(limit);
    }

    /** The first 50 of all. */
    public static ClientQuery all() {
        return new Copy().build();
    }

    public ClientQuery withAudience(@Nullable String value) {
        return changed(copy -> copy.audience = value);
    }

    public ClientQuery withText(@Nullable String value) {
        return changed(copy -> copy.text = value);
    }

    public ClientQuery withType(@Nullable String value) {
        return changed(copy -> copy.type = value);
    }

    public ClientQuery withTenant(@Nullable String value) {
        return changed(copy -> copy.tenant = value);
    }

    public ClientQuery withState(@Nullable State value) {
        return changed(copy -> copy.state = value);
    }

    /** Asks for the page after that cursor. */
    public ClientQuery after(@Nullable PageCursor value) {
        return changed(copy -> copy.after = value);
    }

    public ClientQuery withLimit(int value) {
        return changed(copy -> copy.limit = value);
    }

    /** Faults in the values of a caller, by field: {@code q} and {@code after}. */
    public List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>(SearchText.errors(text));
        errors.addAll(PageCursor.errors(after, list()));
        return errors;
    }

    /**
     * Requires an audience. For stores, which list one application at a time.
     *
     * @throws IllegalArgumentException when no audience is named
     */
    public void requireAudience() {
        if (audience == null) {
            throw new IllegalArgumentException("A list covers one application: name its audience");
        }
    }

    /** Name of the list that this page belongs to. */
    public String list() {
        return "clients " + after(null).withLimit(1);
    }

    /** Place of the client in the list; empty when it does not match. For stores. */
    public Optional<Place> placeOf(Client client) {
        boolean fits = fits(audience, client.audience())
                && fits(type, client.type())
                && fits(tenant, client.tenant())
                && (state == null || (client.disabledAt() == null) == (state == State.ENABLED));
        if (!fits) {
            return Optional.empty();
        }
        if (text == null || client.id().startsWith(text)) {
            return Optional.of(Place.ofId(BY_ID, client.id()));
        }
        return SearchText.begins(client.name(), text)
                ? Optional.of(Place.ofText(BY_NAME, SearchText.key(client.name()), client.id()))
                : Optional.empty();
    }

    private static boolean fits(@Nullable String asked, @Nullable String found) {
        return asked == null || asked.equals(found);
    }

    private ClientQuery changed(Consumer<Copy> change) {
        Copy copy = new Copy();
        copy.audience = audience;
        copy.text = text;
        copy.type = type;
        copy.tenant = tenant;
        copy.state = state;
        copy.after = after;
        copy.limit = limit;
        change.accept(copy);
        return copy.build();
    }

    /** Mutable copy, the only code that repeats all components. */
    private static final class Copy {
        private @Nullable String audience;
        private @Nullable String text;
        private @Nullable String type;
        private @Nullable String tenant;
        private @Nullable State state;
        private @Nullable PageCursor after;
        private int limit = Page.USUAL_LIMIT;

        ClientQuery build() {
            return new ClientQuery(audience, text, type, tenant, state, after, limit);
        }
    }
}
