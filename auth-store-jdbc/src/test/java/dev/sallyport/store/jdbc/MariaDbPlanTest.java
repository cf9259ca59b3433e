package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

class MariaDbPlanTest extends PlanContract {
    /** A table, or a whole index, is read from one end to the other. */
    private static final Set<String> WHOLE = Set.of("ALL", "index");

    /** By the whole of a unique index. */
    private static final Set<String> ONE_ROW = Set.of("const", "eq_ref");

    /** Under the names that the statements give the tables. */
    private static final Map<String, String> UNIQUE = Map.of(
            "k.digest", "sallyport_api_key.digest",
            "k.PRIMARY", "sallyport_api_key.id",
            "s.PRIMARY", "sallyport_session.id",
            "u.PRIMARY", "sallyport_user.id");

    private static final int FEW = 100;

    @Override
    DataSource newDataSource() {
        return MariaDb.newDatabase();
    }

    @Override
    String series(int rows) {
        return "(SELECT seq AS n FROM seq_1_to_" + rows + ") AS s";
    }

    @Override
    String analyze() {
        return "ANALYZE TABLE sallyport_user, sallyport_user_name, sallyport_user_role, sallyport_api_key, sallyport_session,"
                + " sallyport_refresh_family, sallyport_second_factor, sallyport_recovery_code, sallyport_client,"
                + " sallyport_revoked_token, sallyport_browser_cookie, sallyport_change, sallyport_attempt,"
                + " sallyport_audit, sallyport_leak_report, sallyport_kept_key";
    }

    @Override
    String explain() {
        return "EXPLAIN ";
    }

    @Override
    List<String> uniqueColumns(ResultSet plan) throws SQLException {
        List<String> columns = new ArrayList<>();
        while (plan.next()) {
            String step = plan.getString("table") + "." + plan.getString("key");
            columns.add(
                    ONE_ROW.contains(String.valueOf(plan.getString("type"))) ? UNIQUE.getOrDefault(step, step) : step);
        }
        return columns;
    }

    @Override
    String analyzed() {
        return "ANALYZE ";
    }

    @Override
    long mostRows(ResultSet plan) throws SQLException {
        double most = 0;
        while (plan.next()) {
            most = Math.max(most, plan.getDouble("r_rows"));
        }
        return (long) most;
    }

    @Override
    void requireIndex(ResultSet plan, String sql) throws SQLException {
        while (plan.next()) {
            String type = String.valueOf(plan.getString("type"));
            // What a subquery found is not more than its limit.
            if (WHOLE.contains(type) && !plan.getString("table").startsWith("<derived")) {
                assertThat(plan.getLong("rows"))
                        .as(plan.getString("table") + " in " + sql)
                        .isLessThanOrEqualTo(FEW);
            }
        }
    }
}
