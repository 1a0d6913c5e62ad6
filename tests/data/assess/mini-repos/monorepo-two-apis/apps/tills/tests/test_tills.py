def test_tills():
    assert True
