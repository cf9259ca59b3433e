package dev.sallyport.store.jdbc;

import dev.sallyport.page.SearchText;
import dev.sallyport.user.UserQuery;
import java.util.List;

/**
 * Lanes of the lists of users. A state beside a role, and every condition but the tenant beside a text, is checked on the users that
 * are read.
 */
final class UserLists {
    private UserLists() {}

    static List<Lane> lanes(UserQuery query, Dialect dialect) {
        String text = query.text();
        if (text != null) {
            return List.of(byLogin(query, SearchText.key(text), dialect), byName(query, SearchText.key(text), dialect));
        }
        return List.of(query.role() == null ? byId(query, dialect) : byRole(query, query.role(), dialect));
    }

    private static Lane byLogin(UserQuery query, String key, Dialect dialect) {
        return new Lane(dialect, UserQuery.BY_LOGIN, "u.*", "sallyport_user_name n", "n.user_id")
                .along(query.tenant() == null ? "PRIMARY" : "sallyport_user_name_tenant")
                .where("n.tenant", "tenant", query.tenant())
                .byText("n.name", key)
                .unique()
                .joining("sallyport_user u", "u.id");
    }

    private static Lane byName(UserQuery query, String key, Dialect dialect) {
        return new Lane(dialect, UserQuery.BY_NAME, "u.*", "sallyport_user u", "u.id")
                .along(query.tenant() == null ? "sallyport_user_display" : "sallyport_user_tenant_display")
                .where("u.tenant", "tenant", query.tenant())
                .byText("u.name_key", key);
    }

    private static Lane byRole(UserQuery query, String role, Dialect dialect) {
        return new Lane(dialect, UserQuery.BY_ID, "u.*", "sallyport_user_role r", "r.user_id")
                .along(query.tenant() == null ? "PRIMARY" : "sallyport_user_role_tenant")
                .where("r.tenant", "tenant", query.tenant())
                .where("r.role", "role", role)
                .joining("sallyport_user u", "u.id");
    }

    private static Lane byId(UserQuery query, Dialect dialect) {
        Lane lane = new Lane(dialect, UserQuery.BY_ID, "u.*", "sallyport_user u", "u.id")
                .where("u.tenant", "tenant", query.tenant());
        if (query.state() == null) {
            return lane.along(query.tenant() == null ? "PRIMARY" : "sallyport_user_tenant");
        }
        return lane.where("u.enabled", "enabled", query.state() == UserQuery.State.ENABLED)
                .along(query.tenant() == null ? "sallyport_user_state" : "sallyport_user_tenant_state");
    }
}
