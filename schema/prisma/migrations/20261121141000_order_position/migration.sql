-- Where somebody who works for the place says that a matter is (WGS-84): what came by a resident's report is with the report.
CREATE TABLE order_position (
  work_order_id text COLLATE "C" PRIMARY KEY REFERENCES work_order (id),
  longitude     double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  latitude      double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90)
);
