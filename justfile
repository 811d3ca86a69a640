# The same steps as the plain scripts in bin/, for those who have `just`.

# What is missing to build, and the crates.
setup:
    bin/setup

# Serve the made-up firm, with a sign-in link for each of its people.
dev *args:
    bin/dev {{args}}

# Every test: exactly what is run on every change.
check *args:
    bin/check {{args}}

# Measure the budgets over real HTTP; prints one table.
bench *args:
    cargo run --release -- bench {{args}}
