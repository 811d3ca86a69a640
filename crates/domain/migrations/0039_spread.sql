-- What a story takes at most: eight of ten like it are between its size and this.

alter table story add column points_high_tenths bigint;
