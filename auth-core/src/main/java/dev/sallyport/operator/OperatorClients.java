package dev.sallyport.operator;

import dev.sallyport.caller.Caller;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.Clients;
import dev.sallyport.client.NewClient;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Acts of operators on clients. What hands out a secret, or lets a client in again, is refused under {@code scopes} when the client can do more than the
 * operator. Safe for use by many threads.
 */
@CheckReturnValue
public final class OperatorClients {
    private final OperatorRights rights;
    private final GrantRule grants;
    private final Clients clients;

    OperatorClients(OperatorRights rights, GrantRule grants, Clients clients) {
        this.rights = rights;
        this.grants = grants;
        this.clients = clients;
    }

    /** Lists a page of clients. Refused as not found when the query names another tenant than the operator's. */
    public Outcome<Page<Client>> list(Caller caller, ClientQuery query) {
        return rights.reading(
                caller,
                OperatorArea.CLIENTS,
                operator -> operator.narrowed(query.tenant(), query, query::withTenant)
                        .flatMap(clients::list));
    }

    public Outcome<Client> get(Caller caller, String id) {
        return rights.reading(caller, OperatorArea.CLIENTS, operator -> visible(operator, id));
    }

    /** Creates a client; its secret is in the answer and nowhere else. Refused by field. */
    public Outcome<NewClient> create(Caller caller, ClientRequest wanted, String address) {
        return rights.changing(
                caller,
                OperatorArea.CLIENTS,
                operator -> operator.narrowed(wanted.tenant(), wanted, wanted::withTenant)
                        .flatMap(placed -> grants.refuseScopes(operator, clients.scopesOf(placed))
                                .<Outcome<NewClient>>map(Outcome::refused)
                                .orElseGet(() -> clients.create(placed, operator.at(address)))));
    }

    /** Changes the name, the scopes or the grants of a client. Refused by field. */
    public Outcome<Client> update(Caller caller, String id, Clients.Update update, String address) {
        return changing(
                caller,
                id,
                (operator, client) -> refuse(operator, client, update)
                        .<Outcome<Client>>map(Outcome::refused)
                        .orElseGet(() -> clients.update(id, update, operator.at(address))));
    }

    /** Refuses scopes beyond the operator's, also those that the client would use by another grant. */
    private Optional<Refusal> refuse(Operator operator, Client client, Clients.Update update) {
        ScopeSet scopes = update.scopes();
        if (scopes != null) {
            return grants.refuseScopes(operator, scopes);
        }
        return update.grants() == null ? Optional.empty() : grants.refuseScopes(operator, client.scopes());
    }

    /** Creates a new secret; the old one stays valid for the overlap. */
    public Outcome<NewClient> rotateSecret(Caller caller, String id, Duration overlap, String address) {
        return changing(
                caller,
                id,
                (operator, client) -> grants.refuseScopes(operator, client.scopes())
                        .<Outcome<NewClient>>map(Outcome::refused)
                        .orElseGet(() -> clients.rotateSecret(id, overlap, operator.at(address))));
    }

    /** Disables a client and its tokens until it is enabled again. */
    public Outcome<Client> disable(Caller caller, String id, String address) {
        return changing(caller, id, (operator, client) -> clients.disable(id, operator.at(address)));
    }

    public Outcome<Client> enable(Caller caller, String id, String address) {
        return changing(
                caller,
                id,
                (operator, client) -> grants.refuseScopes(operator, client.scopes())
                        .<Outcome<Client>>map(Outcome::refused)
                        .orElseGet(() -> clients.enable(id, operator.at(address))));
    }

    /** Deletes a client permanently; its tokens are refused from now on. */
    public Outcome<Client> delete(Caller caller, String id, String address) {
        return changing(caller, id, (operator, client) -> clients.delete(id, operator.at(address)));
    }

    private <T> Outcome<T> changing(Caller caller, String id, BiFunction<Operator, Client, Outcome<T>> work) {
        return rights.changing(
                caller,
                OperatorArea.CLIENTS,
                operator -> visible(operator, id).flatMap(client -> work.apply(operator, client)));
    }

    private Outcome<Client> visible(Operator operator, String id) {
        return clients.find(id)
                .filter(client -> operator.covers(client.tenant()))
                .<Outcome<Client>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }
}
