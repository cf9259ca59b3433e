package dev.sallyport.cli;

class PostgresWalkTest extends WalkContract {
    @Override
    String url() {
        return Databases.postgres();
    }
}
