package dev.sallyport.client;

import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The types of clients that there are. Immutable. */
public final class ClientTypes {
    private final Map<String, ClientType> byName;
    private final Function<Client, Optional<String>> fault;

    private ClientTypes(Map<String, ClientType> byName, Function<Client, Optional<String>> fault) {
        this.byName = byName;
        this.fault = fault;
    }

    /** @throws IllegalStateException when two share a name or a prefix, or one has a scope that is not in the catalogue */
    public static ClientTypes of(Collection<ClientType> types, ScopeCatalog scopes) {
        Map<String, ClientType> byName = new LinkedHashMap<>();
        for (ClientType type : types) {
            ScopeSet unknown = scopes.unknownIn(type.scopes());
            if (!unknown.isEmpty()) {
                throw new IllegalStateException("Client type " + type.name() + " has unknown scopes: " + unknown
                        + "; add them with scopes(…), or take them out of the type");
            }
            if (!scopes.forPeopleIn(type.scopes()).isEmpty()) {
                throw new IllegalStateException("Client type " + type.name() + " has scopes that only people hold: "
                        + scopes.forPeopleIn(type.scopes()) + "; remove them from the type");
            }
            if (byName.values().stream()
                    .anyMatch(other -> other.idPrefix().equals(type.idPrefix())
                            || other.secretPrefix().equals(type.secretPrefix()))) {
                throw new IllegalStateException("Client type " + type.name()
                        + " has a prefix of another type: give each type an idPrefix and a secretPrefix of its own");
            }
            if (byName.putIfAbsent(type.name(), type) != null) {
                throw new IllegalStateException("Client type " + type.name() + " is declared twice: remove one");
            }
        }
        return new ClientTypes(byName, client -> Optional.empty());
    }

    /** The same types, whose clients are looked at as a whole before they are made: what is wrong with one, or nothing. */
    public ClientTypes checking(Function<Client, Optional<String>> check) {
        return new ClientTypes(byName, check);
    }

    /** What is wrong with all that a client has together; empty when nothing is. */
    Optional<String> faultOf(Client client) {
        return fault.apply(client);
    }

    public Optional<ClientType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Tells whether the client may use an OAuth 2.0 grant: its type has it, and the client was not given fewer. */
    public boolean allow(Client client, String grant) {
        return find(client.type())
                .filter(type -> type.grants().contains(grant))
                .filter(type -> client.grants() == null || client.grants().contains(grant))
                .isPresent();
    }

    /** In the order of their declaration. */
    public List<ClientType> all() {
        return List.copyOf(byName.values());
    }
}
